import JSON
import Testing

/// One required param of one of Salesforce's kinds of credentials, in its sample.
struct RequiredParam: Sendable, CustomTestStringConvertible {
  let kind: String
  let sample: String
  let index: Int
  let name: String
  let value: String

  var testDescription: String { "\(kind): \(name)" }
  var member: String { #""\#(name)": "\#(value)""# }
  /// Where the rules for the params are.
  var schema: String { "/authSpec/\(index)/spec" }

  private static let kinds: [(String, String, Int, [(String, String)])] = [
    (
      "Basic", Sample.basic, 0,
      [
        ("environmentUrl", "https://acme-enterprise-3126.my.salesforce.com"), ("username", "acme-salesforce"),
        ("password", "canary-password"), ("securityToken", "canary-security-token"),
      ]
    ),
    (
      "OAuth2", Sample.oauth2, 1,
      [
        ("environmentUrl", "https://acme-enterprise-3126.my.salesforce.com"), ("clientId", "acme-client"),
        ("clientSecret", "canary-client-secret"), ("apiVersion", "60.0"),
      ]
    ),
    (
      "JWT", Sample.jwt, 2,
      [
        ("jwtToken", "canary.jwt.token"), ("clientId", "acme-client"), ("clientSecret", "canary-client-secret"),
        ("instanceUrl", "https://acme-enterprise-3126.my.salesforce.com"),
      ]
    ),
  ]

  static let all: [RequiredParam] = kinds.flatMap { kind, sample, index, params in
    params.map { RequiredParam(kind: kind, sample: sample, index: index, name: $0.0, value: $0.1) }
  }
}

/// The ways in which names are misspelt.
enum Misspelling {
  static func all(of name: String) -> [String] {
    let ways = [name.lowercased(), name.uppercased(), capitalized(name), snake(name), kebab(name)] + swaps(name)
    return Set(ways).subtracting([name]).sorted()
  }

  static func capitalized(_ name: String) -> String { name.prefix(1).uppercased() + name.dropFirst() }

  static func snake(_ name: String) -> String { joined(name, by: "_") }

  static func kebab(_ name: String) -> String { joined(name, by: "-") }

  private static func joined(_ name: String, by separator: String) -> String {
    name.map { $0.isUppercase ? separator + $0.lowercased() : String($0) }.joined()
  }

  /// Every two neighbours swapped.
  static func swaps(_ name: String) -> [String] {
    let letters = Array(name)
    return letters.indices.dropLast().map { index in
      var swapped = letters
      swapped.swapAt(index, index + 1)
      return String(swapped)
    }
  }
}

@Suite("Every required param of Salesforce's credentials")
struct SalesforceParamTests {
  private struct Told {
    let errors: [JSONValue]
    /// Without the one that Basic Authentication always has.
    let warnings: [JSONValue]
  }

  private func told(_ session: TestSession, _ params: String) async throws -> Told {
    let report = try await session.result("connection.validate", params)
    let warnings = report["warnings"]?.elements ?? []
    return Told(
      errors: report["errors"]?.elements ?? [], warnings: warnings.filter { $0["keyword"]?.string != "x-deprecated" })
  }

  @Test("the samples hold all that the catalogue requires")
  func complete() throws {
    let authSpecs = try PackageRoot.document("protocol/connection-specs/salesforce.json").root["authSpec"]?.elements
    for (index, authSpec) in (authSpecs ?? []).enumerated() {
      let required = authSpec.at("/spec/required")?.elements.compactMap(\.string) ?? []
      #expect(Set(required) == Set(RequiredParam.all.filter { $0.index == index }.map(\.name)))
    }
    #expect(authSpecs?.count == 3)
  }

  @Test("missing: one problem, at the object that lacks it", arguments: RequiredParam.all)
  func missing(_ param: RequiredParam) async throws {
    // The member is replaced by one that is near nothing.
    let told = try await told(TestSession(), param.sample.edited(Edit(param.member, #""zzzzzzzzzzzz": 1"#)))
    #expect(told.errors.count == 1)
    let problem = try #require(told.errors.first)
    #expect(problem["instanceLocation"]?.string == "/auth/params")
    #expect(problem["keywordLocation"]?.string == param.schema + "/required")
    #expect(problem["keyword"]?.string == "required")
    #expect(problem["message"]?.string == "\"\(param.name)\" is missing")
    #expect(problem["suggestion"] == nil)
    #expect(told.warnings.map { $0["instanceLocation"]?.string } == ["/auth/params/zzzzzzzzzzzz"])
  }

  @Test("misspelt in any way: one problem, with the right name", arguments: RequiredParam.all)
  func misspelt(_ param: RequiredParam) async throws {
    let session = TestSession()
    let ways = Misspelling.all(of: param.name)
    #expect(ways.count > 5)
    for wrong in ways {
      let told = try await told(session, param.sample.edited(Edit("\"\(param.name)\":", "\"\(wrong)\":")))
      #expect(told.errors.count == 1 && told.warnings.isEmpty, "\(wrong)")
      let problem = try #require(told.errors.first)
      #expect(problem["instanceLocation"]?.string == "/auth/params/\(wrong)")
      #expect(problem["keywordLocation"]?.string == param.schema + "/required")
      #expect(problem["keyword"]?.string == "required")
      #expect(problem["suggestion"]?.string == param.name, "\(wrong)")
    }
  }

  @Test("of the wrong kind: one problem, without the value", arguments: RequiredParam.all)
  func wrongType(_ param: RequiredParam) async throws {
    let session = TestSession()
    for value in ["null", "true", "7310", "[\"canary\"]", "{\"canary\": \"canary\"}"] {
      let told = try await told(session, param.sample.edited(Edit(param.member, "\"\(param.name)\": \(value)")))
      #expect(told.errors.count == 1 && told.warnings.isEmpty, "\(value)")
      let problem = try #require(told.errors.first)
      #expect(problem["instanceLocation"]?.string == "/auth/params/\(param.name)")
      #expect(problem["keywordLocation"]?.string == param.schema + "/properties/\(param.name)/type")
      #expect(problem["keyword"]?.string == "type")
      // A version is no secret, and the number is worth repeating as it should be written.
      let isSecret = ["password", "securityToken", "clientSecret", "jwtToken"].contains(param.name)
      if isSecret { #expect(!problem.text.contains("7310")) }
    }
  }

  @Test("empty: one problem", arguments: RequiredParam.all)
  func empty(_ param: RequiredParam) async throws {
    let told = try await told(TestSession(), param.sample.edited(Edit(param.member, "\"\(param.name)\": \"\"")))
    #expect(told.errors.count == 1 && told.warnings.isEmpty)
    #expect(told.errors.first?["instanceLocation"]?.string == "/auth/params/\(param.name)")
  }

  @Test("twice: no JSON", arguments: RequiredParam.all)
  func twice(_ param: RequiredParam) async throws {
    let session = TestSession()
    let id = 99
    let params = param.sample.edited(Edit(param.member, param.member + ", " + param.member))
    session.sendLine(#"{"jsonrpc":"2.0","id":\#(id),"method":"connection.validate","params":\#(params)}"#)
    let answer = try await session.inbox.message("a parse error") { $0["error"] != nil }
    #expect(answer["id"]?.kind == .null)
    #expect(answer.at("/error/data/reason")?.string == "duplicateName")
    #expect(!session.inbox.text.contains(Secrets.canary))
  }
}
