import JSON
import TestSupport
import Testing

@testable import Sidecar

@Suite("connectionSpec.list and connectionSpec.get", .blockingSpecTests, .timeLimit(.minutes(1)))
struct CatalogueMethodTests {
  private static let kinesis = "86043421-563b-46ec-8e6c-e23184711bf6"

  // MARK: connectionSpec.list

  @Test("All of them are listed, sorted by name")
  func all() async throws {
    let items = try #require(try await TestSession().result("connectionSpec.list", "{}")["items"]?.elements)
    let files = try PackageRoot.files(in: "protocol/connection-specs")
    #expect(items.count == files.count)
    let names = items.compactMap { $0["name"]?.string?.lowercased() }
    #expect(names == names.sorted())
    for file in files {
      let spec = try PackageRoot.document("protocol/connection-specs/\(file)").root
      let item = try #require(items.first { $0["id"]?.string == spec["id"]?.string }, "\(file)")
      #expect(item["name"]?.string == spec["name"]?.string)
      #expect(item["label"]?.string == spec.at("/attributes/connectorName")?.string)
      #expect(item["category"]?.string == spec.at("/attributes/category")?.string)
      #expect(item["isSource"]?.boolean == spec.at("/attributes/isSource")?.boolean)
      #expect(item["provenance"]?.string == spec.at("/x-catalogue/provenance")?.string)
      #expect(item["documentation"]?.string == spec.at("/x-catalogue/documentation")?.string)
      let kinds = (spec["authSpec"]?.elements ?? []).map { $0["name"]?.string }
      #expect(item["authSpecs"]?.elements.map(\.string) == kinds)
    }
  }

  @Test(
    "Filters: everything given has to fit",
    arguments: [
      (#"{"name":"salesforce"}"#, ["salesforce"]),
      (#"{"name":"Salesforce Service Cloud"}"#, ["salesforce-service-cloud"]),
      (#"{"name":"SALESFORCE_service cloud"}"#, ["salesforce-service-cloud"]),
      (#"{"name":"sales"}"#, []),
      (#"{"category":"crm"}"#, ["dynamics-online", "salesforce", "veeva-crm", "zoho-crm"]),
      (#"{"category":"crm","query":"OAuth2"}"#, ["salesforce"]),
      (#"{"query":"token jwt salesforce"}"#, ["salesforce"]),
      (#"{"query":"cfc0fee1"}"#, ["salesforce"]),
      (#"{"category":"CRM","name":"stripe"}"#, []),
      (#"["salesforce"]"#, ["salesforce"]),
    ])
  func filters(_ params: String, _ names: [String]) async throws {
    let result = try await TestSession().result("connectionSpec.list", params)
    #expect(result["items"]?.elements.compactMap { $0["name"]?.string } == names)
  }

  @Test(
    "Where nothing fits, what was probably meant is told",
    arguments: [
      (#"{"name":"salesfroce"}"#, "salesforce"), (#"{"name":"Amazon Kinesi"}"#, "amazon-kinesis"),
      (#"{"category":"Database"}"#, "Databases"), (#"{"name":"xyzzy"}"#, nil), (#"{"query":"xyzzy"}"#, nil),
    ] as [(String, String?)])
  func suggestions(_ params: String, _ suggestion: String?) async throws {
    let result = try await TestSession().result("connectionSpec.list", params)
    #expect(result["items"]?.count == 0)
    #expect(result["suggestion"]?.string == suggestion)
  }

  // MARK: connectionSpec.get

  @Test("Each of the catalogue can be had by id and by name, and has every param of its schema")
  func every() async throws {
    let session = TestSession()
    for entry in BundledCatalogue.entries {
      let byID = try await session.result("connectionSpec.get", #"{"id":"\#(entry.id)"}"#)
      let spec = try #require(BundledCatalogue.document(entry.id)?.root)
      #expect(byID["origin"]?.string == "bundled")
      #expect(byID["name"]?.string == entry.name)
      for (kind, described) in zip(spec["authSpec"]?.elements ?? [], byID["authSpecs"]?.elements ?? []) {
        let properties = kind.at("/spec/properties")?.members ?? []
        let required = (kind.at("/spec/required")?.elements ?? []).compactMap(\.string)
        let params = described["params"]?.elements ?? []
        let extra = required.filter { name in !properties.contains { $0.name == name } }
        #expect(params.compactMap { $0["name"]?.string } == properties.map(\.name) + extra, "\(entry.name)")
        #expect(
          Set(params.filter { $0["required"]?.boolean == true }.compactMap { $0["name"]?.string }) == Set(required))
        for (name, property) in properties where property["format"]?.string == "password" {
          #expect(params.first { $0["name"]?.string == name }?["secret"]?.boolean == true, "\(entry.name) \(name)")
        }
        var schema = JSONWriter()
        schema.value(try #require(kind["spec"]))
        #expect(described["schema"]?.rawBytes == schema.bytes)
      }
      let byName = try await session.result("connectionSpec.get", #"{"name":"\#(entry.name)"}"#)
      #expect(byName.text == byID.text)
    }
  }

  @Test(
    "Names are found in other spellings where only one fits",
    arguments: [
      ("Salesforce", "salesforce"), ("SALESFORCE", "salesforce"), ("amazon kinesis", "amazon-kinesis"),
      ("Amazon S3", "Amazon S3"), ("amazon-s3", "amazon-s3"), ("Microsoft Dynamics", "dynamics-online"),
    ])
  func spellings(_ name: String, _ found: String) async throws {
    let result = try await TestSession().result("connectionSpec.get", #"{"name":"\#(name)"}"#)
    #expect(result["name"]?.string == found)
  }

  @Test("What nobody has is not found, with what was probably meant")
  func notFound() async throws {
    let session = TestSession()
    let misspelt = try await session.call("connectionSpec.get", #"{"name":"salesfroce"}"#)
    #expect(misspelt.at("/error/data/kind")?.string == "notFound")
    #expect(misspelt.at("/error/data/suggestion")?.string == "salesforce")
    #expect(misspelt.at("/error/message")?.string?.contains("\"salesforce\"") == true)
    let unknown = try await session.call("connectionSpec.get", #"{"id":"00000000-0000-4000-8000-000000000000"}"#)
    #expect(unknown.at("/error/data/kind")?.string == "notFound")
    for params in ["{}", #"{"id":"\#(Self.kinesis)","name":"amazon-kinesis"}"#] {
      let answer = try await session.call("connectionSpec.get", params)
      #expect(answer.at("/error/data/errors/0/keyword")?.string == "oneOf")
    }
  }

  // MARK: From Flow Service

  private static let described = SpecText.item(
    #"""
    {"name":"OAuth2 Client Credential","spec":{"type":"object","description":"theirs","properties":{
    "environmentUrl":{"type":"string","description":"their words"},"clientSecret":{"type":["string","null"]},
    "apiVersion":{"type":"string"},"limit":{"type":"integer","default":10,"minimum":1,"enum":[1,10]}},
    "required":["clientSecret","host"]}}
    """#)

  @Test("A live spec is told, and what it does not explain is explained by the catalogue")
  func live() throws {
    let bench = try SpecBench { _ in .json(200, Self.described) }
    let result = try #require(try bench.call("connectionSpec.get", #"{"name":"Salesforce"}"#)["result"])
    #expect(result["origin"]?.string == "live")
    #expect(result["provenance"] == nil)
    #expect(result["category"]?.string == "CRM")
    #expect(result["documentation"]?.string?.hasPrefix("https://") == true)
    let kind = try #require(result["authSpecs"]?[0])
    let params = try #require(kind["params"]?.elements)
    #expect(params.map { $0["name"]?.string } == ["environmentUrl", "clientSecret", "apiVersion", "limit", "host"])
    #expect(params.map { $0["required"]?.boolean } == [false, true, false, false, true])
    #expect(params.map { $0["secret"]?.boolean } == [false, true, false, false, false])
    #expect(
      params.map { $0["types"]?.text } == [
        #"["string"]"#, #"["string","null"]"#, #"["string"]"#, #"["integer"]"#, "[]",
      ])
    #expect(params[0]["description"]?.string == "their words")
    #expect(params[0]["examples"]?[0]?.string == "https://acme.my.salesforce.com")
    // A rule of the catalogue is none of Flow Service's.
    #expect(params[2]["pattern"] == nil)
    #expect(params[2]["expected"]?.string == "a version with one decimal, such as 60.0")
    #expect(params[3]["default"]?.integer == 10)
    #expect(params[3]["enum"]?.text == "[1,10]")
    #expect(kind.at("/schema/required")?.text == #"["clientSecret","host"]"#)
    // It is in memory now, for validating too.
    #expect(try bench.call("connectionSpec.get", #"{"name":"salesforce"}"#)["result"]?["origin"]?.string == "cache")
    #expect(try bench.validate(SpecText.body()).atOnce)
    #expect(bench.fetches.count == 1)
  }

  @Test("A name that the catalogue does not know is looked for at Flow Service")
  func byName() throws {
    let id = "4cb0c374-d3bb-4557-b139-5712880adc55"
    let bench = try SpecBench { request in
      request.query == "property=name==%22acme%20source%22"
        ? .json(200, SpecText.item(#"{"name":"Key","spec":{"type":"object"}}"#, id: id, name: "acme source"))
        : .json(200, #"{"items":[]}"#)
    }
    let found = try bench.call("connectionSpec.get", #"{"name":"acme source"}"#)
    #expect(found["result"]?["id"]?.string == id)
    #expect(found["result"]?["origin"]?.string == "live")
    #expect(try bench.validate(SpecText.body("Key", "{}", id: id)).atOnce)
    let none = try bench.call("connectionSpec.get", #"{"name":"salesfroce"}"#)
    #expect(none["error"]?["data"]?["suggestion"]?.string == "salesforce")
    // No filter can hold it, and no header is made of it.
    let odd = try bench.call("connectionSpec.get", #"{"name":"a\"b"}"#)
    #expect(odd["error"]?["data"]?["kind"]?.string == "notFound")
    #expect(bench.fetches.count == 2)
  }

  @Test("Why Flow Service does not tell is told, where nothing else has it")
  func refused() throws {
    let bench = try SpecBench { _ in .json(403, #"{"error_code":"403025","message":"Profile is not valid"}"#) }
    let unknown = try bench.call("connectionSpec.get", #"{"id":"00000000-0000-4000-8000-000000000000"}"#)
    #expect(unknown["error"]?["data"]?["kind"]?.string == "unauthorized")
    #expect(unknown["error"]?["data"]?["flowCode"]?.string == "403025")
    let byName = try bench.call("connectionSpec.get", #"{"name":"acme source"}"#)
    #expect(byName["error"]?["data"]?["kind"]?.string == "unauthorized")
    let bundled = try bench.call("connectionSpec.get", #"{"name":"salesforce"}"#)
    #expect(bundled["result"]?["origin"]?.string == "bundled")
  }
}
