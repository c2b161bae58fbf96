import Foundation
import JSON
import JSONSchema
import TestSupport
import Testing

@testable import Sidecar

@Suite("The catalogue's own rules, laid over Flow Service's", .blockingSpecTests, .timeLimit(.minutes(1)))
struct LaidOverRulesTests {
  private func result(_ body: String, live: String = SpecText.live) throws -> JSONValue {
    let bench = try SpecBench { _ in .json(200, live) }
    let result = try bench.validate(body).result
    #expect(result["spec"]?["origin"]?.string == "live")
    return result
  }

  @Test("What only they find is a warning")
  func warnings() throws {
    let version = try result(SpecText.body(params: SpecText.oauthParams(with: #""apiVersion":"52""#)))
    #expect(version["valid"]?.boolean == true)
    #expect(
      version.problems("warnings") == [
        "/auth/params/apiVersion /x-catalogue/authSpec/1/spec/properties/apiVersion/pattern 52.0"
      ])
    let url = try result(
      SpecText.body(params: SpecText.oauthParams(with: #""environmentUrl":"https://login.salesforce.com""#)))
    #expect(url["valid"]?.boolean == true)
    #expect(
      url.problems("warnings") == [
        "/auth/params/environmentUrl /x-catalogue/authSpec/1/spec/properties/environmentUrl/x-warnPattern"
      ])
    let noURL = try result(SpecText.body(params: SpecText.oauthParams(with: #""environmentUrl":"ftp://x""#)))
    #expect(noURL["valid"]?.boolean == true)
    #expect(
      noURL.problems("warnings") == [
        "/auth/params/environmentUrl /x-catalogue/authSpec/1/spec/properties/environmentUrl/pattern"
      ])
  }

  @Test("What they ask for and Flow Service does not is a warning")
  func required() throws {
    let found = try result(SpecText.body(params: #"{"clientId":"i","clientSecret":"s","apiVersion":"60.0"}"#))
    #expect(found["valid"]?.boolean == true)
    #expect(found.problems("warnings") == ["/auth/params /x-catalogue/authSpec/1/spec/required"])
    #expect(found["warnings"]?[0]?["message"]?.string?.contains("environmentUrl") == true)
  }

  @Test("A kind of credentials that has ended is one")
  func deprecated() throws {
    let params = #"{"environmentUrl":"https://a.my.salesforce.com","username":"u","password":"p","securityToken":"t"}"#
    let found = try result(SpecText.body("Basic Authentication", params))
    #expect(found["valid"]?.boolean == true)
    #expect(found.problems("warnings") == ["/auth/specName /x-catalogue/authSpec/0/x-deprecated"])
  }

  @Test("What Flow Service demands itself is told once, as an error")
  func once() throws {
    let missing = try result(
      SpecText.body(params: #"{"environmentUrl":"https://a.my.salesforce.com","clientSecret":"s","apiVersion":"60.0"}"#)
    )
    #expect(missing.problems("errors") == ["/auth/params /authSpec/0/spec/required"])
    #expect(missing["warnings"]?.count == 0)
    let misspelt = try result(
      SpecText.body(
        params:
          #"{"environmentUrl":"https://a.my.salesforce.com","clientID":"i","clientSecret":"s","apiVersion":"60.0"}"#))
    #expect(misspelt.problems("errors") == ["/auth/params/clientID /authSpec/0/spec/required clientId"])
    #expect(misspelt["warnings"]?.count == 0)
    let type = try result(SpecText.body(params: SpecText.oauthParams(with: #""apiVersion":52"#)))
    #expect(
      type.problems("errors").map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
        "/auth/params/apiVersion /authSpec/0/spec/properties/apiVersion/type"
      ])
    #expect(type["warnings"]?.count == 0)
  }

  @Test("Which names there are is for Flow Service to say")
  func names() throws {
    let renamed = SpecText.item(
      #"""
      {"name":"OAuth2 Client Credential","spec":{"type":"object","properties":{"instance":{"type":"string"},
      "clientId":{"type":"string"},"clientSecret":{"type":"string"}},"required":["instance","clientId","clientSecret"]}}
      """#)
    let right = try result(
      SpecText.body(params: #"{"instance":"x","clientId":"i","clientSecret":"s"}"#), live: renamed)
    #expect(right["valid"]?.boolean == true)
    #expect(right["warnings"]?.count == 0)
    let old = try result(SpecText.body(), live: renamed)
    #expect(old.problems("errors") == ["/auth/params /authSpec/0/spec/required"])
    #expect(
      old.problems("warnings") == [
        "/auth/params/environmentUrl /authSpec/0/spec/properties",
        "/auth/params/apiVersion /authSpec/0/spec/properties",
      ])
  }

  @Test("A kind of credentials that the catalogue does not know is checked by Flow Service's rules alone")
  func newKind() throws {
    let live = SpecText.item(
      #"{"name":"OAuth3","spec":{"type":"object","properties":{"key":{"type":"string"}},"required":["key"]}}"#)
    #expect(try result(SpecText.body("OAuth3", #"{"key":"k"}"#), live: live)["warnings"]?.count == 0)
    let wrong = try result(SpecText.body("OAuth2 Client Credential", "{}"), live: live)
    #expect(wrong.problems("errors") == ["/auth/specName /authSpec"])
  }

  @Test("Rules that cannot be used leave those of the catalogue, as warnings")
  func unusableRules() throws {
    let live = SpecText.item(
      #"{"name":"OAuth2 Client Credential","spec":{"type":"object","properties":{"a":{"$ref":"https://x.test/none"}}}}"#
    )
    let found = try result(SpecText.body(params: #"{"clientId":"i","apiVersion":"60.0"}"#), live: live)
    #expect(found["valid"]?.boolean == true)
    #expect(found["warnings"]?.count == 2)
  }

  @Test("Where both have the same pattern, the catalogue's words tell what it asks for")
  func words() throws {
    let live = SpecText.item(
      #"""
      {"name":"OAuth2 Client Credential","spec":{"type":"object","properties":{"apiVersion":{"type":"string",
      "pattern":"^[0-9]{1,3}\\.[0-9]$"}}}}
      """#)
    let body = SpecText.body(params: #"{"apiVersion":"52"}"#)
    let found = try #require(try result(body, live: live)["errors"]?[0])
    #expect(found["keywordLocation"]?.string == "/authSpec/0/spec/properties/apiVersion/pattern")
    #expect(found["suggestion"]?.string == "52.0")
    #expect(found["message"]?.string == (try bundledMessage(body)))
    // Another pattern keeps its own words.
    let other = live.replacingOccurrences(of: "{1,3}", with: "{1,4}")
    #expect(try result(body, live: other)["errors"]?[0]?["message"]?.string != (try bundledMessage(body)))
  }

  private func bundledMessage(_ body: String) throws -> String? {
    let bench = try SpecBench { _ in .json(404, "{}") }
    let errors = try bench.validate(body).result["errors"]?.elements ?? []
    return errors.first { $0["instanceLocation"]?.string == "/auth/params/apiVersion" }?["message"]?.string
  }

  @Test("A secret of one side is a secret: no hint is made of its value")
  func secrets() throws {
    // Flow Service does not mark the token; its name does not sound like a secret's here, but the catalogue's mark counts.
    let catalogue = ConnectionSpec(
      try JSONDocument(
        #"""
        {"id":"x","name":"x","authSpec":[{"name":"A","spec":{"type":"object","properties":{
        "pin":{"type":"string","format":"password"},"code":{"type":"string","pattern":"^[0-9]+\\.[0-9]$"}}}}]}
        """#))
    let live = ConnectionSpec(
      try JSONDocument(
        #"""
        {"id":"x","name":"x","authSpec":[{"name":"A","spec":{"type":"object","properties":{
        "pin":{"type":"string","pattern":"^[0-9]+\\.[0-9]$"},"code":{"type":"string","format":"password"}}}}]}
        """#), laidOver: catalogue)
    let params = try JSONDocument(#"{"pin":"4711","code":"4712"}"#)
    var found = Diagnosis()
    live.authSpecs[0].diagnose(params.root.cursor, at: "", addingTo: &found)
    try #require(found.errors.count == 1)
    #expect(found.errors.map(\.instanceLocation) == ["/pin"])
    #expect(found.errors[0].suggestion == nil)
    #expect(found.warnings.isEmpty)
    for problem in found.errors { #expect(!problem.message.contains("471")) }
    #expect(live.authSpecs[0].secretNames == [Array("pin".utf8), Array("code".utf8)])
    // The same rules without that mark do make a hint, so the test can fail.
    let alone = ConnectionSpec(live.document)
    var unmarked = Diagnosis()
    alone.authSpecs[0].diagnose(params.root.cursor, at: "", addingTo: &unmarked)
    #expect(unmarked.errors.first?.suggestion == .value(json: "\"4711.0\""))
  }

  @Test("validation: warn turns Flow Service's errors into warnings too")
  func warnOnly() throws {
    let found = try result(SpecText.body(params: "{}", more: #","_meta":{"validation":"warn"}"#))
    #expect(found["valid"]?.boolean == true)
    #expect(found["warnings"]?.count == 4)
  }

  @Test("Secrets of a connection are masked by the marks of both")
  func mask() throws {
    let bench = try SpecBench { request in
      request.path.contains("connectionSpecs")
        ? .json(
          200,
          SpecText.item(
            #"""
            {"name":"OAuth2 Client Credential","spec":{"type":"object","properties":{
            "pin":{"type":"string","format":"password"}}}}
            """#))
        : .json(
          200,
          #"""
          {"items":[{"id":"4cb0c374-d3bb-4557-b139-5712880adc55","state":"enabled","connectionSpec":{
          "id":"\#(SpecBench.salesforce)"},"auth":{"specName":"OAuth2 Client Credential","params":{
          "pin":"1","clientSecret":"2","environmentUrl":"3"}}}]}
          """#)
    }
    _ = try bench.validate(SpecText.body())
    let answer = try bench.call("connection.get", #"{"id":"4cb0c374-d3bb-4557-b139-5712880adc55"}"#)
    let params = answer["result"]?["auth"]?["params"]
    #expect(params?["pin"]?.string == "********")
    #expect(params?["clientSecret"]?.string == "********")
    #expect(params?["environmentUrl"]?.string == "3")
  }
}
