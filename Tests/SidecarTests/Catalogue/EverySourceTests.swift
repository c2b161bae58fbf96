import JSON
import Testing

/// Bodies made from the catalogue's own schemas.
enum MadeBody {
  /// A value that fits a property's schema.
  static func value(_ property: JSONValue?, _ name: String) -> String {
    let known: [String: String] = [
      "^[A-Za-z0-9/\\+]{40}$": "canarycanarycanarycanarycanarycanarycana",
      "^[A-Z2-7]{20}$": "AKIAIOSFODNN7EXAMPLE",
      "^(Server=)(.*)(;Port=)(.*)(;Database=)(.*)(;UID=)(.*)(;PWD=)(.*)":
        "Server=h;Port=1;Database=d;UID=u;PWD=canary",
      "^[0-9]{1,3}\\.[0-9]$": "60.0",
      "^https://[^\\s/?#@]+(/[^\\s]*)?$": "https://acme.my.salesforce.com",
    ]
    if let values = property?["enum"], let first = values[0] { return first.text }
    if let example = property?["examples"]?[0] { return example.text }
    if let pattern = property?["pattern"]?.string { return "\"\(known[pattern] ?? "unknown pattern")\"" }
    if property?["contentEncoding"]?.string == "base64" { return "\"Y2FuYXJ5\"" }
    let types = property?["type"]
    switch types?.string ?? types?[0]?.string ?? "string" {
    case "integer", "number": return "443"
    case "boolean": return "true"
    case "object": return "{}"
    case "array": return "[]"
    default: return "\"canary-\(name)\""
    }
  }

  static func required(_ entry: CatalogueEntry) -> [String] {
    entry.value?.at("/spec/required")?.elements.compactMap(\.string) ?? []
  }

  /// The params of a create with what the auth spec requires; `renamed` stands in place of one name.
  static func params(_ entry: CatalogueEntry, renaming: (name: String, to: String)? = nil) -> String {
    let properties = entry.value?.at("/spec/properties")
    let members = required(entry).map { name in
      let told = renaming.map { $0.name == name ? $0.to : name } ?? name
      return #""\#(told)": \#(value(properties?[JSONName(name)], name))"#
    }
    return """
      {"name": "Acme", "auth": {"specName": "\(entry.name)", "params": {\(members.joined(separator: ", "))}},
      "connectionSpec": {"id": "\(entry.specID)", "version": "1.0"}}
      """
  }
}

@Suite("Every source of the catalogue")
struct EverySourceTests {
  @Test("what its auth spec requires is enough", arguments: CatalogueEntry.all)
  func enough(_ entry: CatalogueEntry) async throws {
    let report = try await TestSession().result("connection.validate", MadeBody.params(entry))
    #expect(report["valid"]?.boolean == true, "\(report["errors"]?.text ?? "")")
    #expect(report["errors"]?.count == 0)
    let warnings = report["warnings"]?.elements ?? []
    #expect(warnings.allSatisfy { $0["keyword"]?.string == "x-deprecated" }, "\(warnings.map(\.text))")
    #expect(warnings.count == (entry.value?["x-deprecated"] == nil ? 0 : 1))
    #expect(report.at("/spec/id")?.string == entry.specID)
    #expect(report.at("/spec/name")?.string == entry.specName)
    #expect(report.at("/spec/origin")?.string == "bundled")
  }

  @Test("one misspelt name is one problem, with the right name", arguments: CatalogueEntry.all)
  func misspelt(_ entry: CatalogueEntry) async throws {
    let session = TestSession()
    let properties = Set(entry.value?.at("/spec/properties")?.names ?? [])
    let required = MadeBody.required(entry)
    #expect(!required.isEmpty)
    for name in required {
      let middle = Misspelling.swaps(name)[(name.count - 1) / 2]
      for wrong in Set([middle, Misspelling.snake(name), Misspelling.capitalized(name)]) where wrong != name {
        guard !properties.contains(wrong) else { continue }
        let report = try await session.result(
          "connection.validate", MadeBody.params(entry, renaming: (name, wrong)))
        let problems = report["errors"]?.elements ?? []
        let warnings = (report["warnings"]?.elements ?? []).filter { $0["keyword"]?.string != "x-deprecated" }
        #expect(problems.count == 1 && warnings.isEmpty, "\(wrong): \(problems.map(\.text)) \(warnings.map(\.text))")
        #expect(problems.first?["suggestion"]?.string == name, "\(wrong)")
        #expect(problems.first?["instanceLocation"]?.string == "/auth/params/\(wrong)")
      }
    }
  }

  @Test("every required param left out is one problem", arguments: CatalogueEntry.all)
  func missing(_ entry: CatalogueEntry) async throws {
    let body = """
      {"name": "Acme", "auth": {"specName": "\(entry.name)", "params": {}}, "connectionSpec": {"id": "\(entry.specID)"}}
      """
    let report = try await TestSession().result("connection.validate", body)
    let messages = report["errors"]?.elements.compactMap { $0["message"]?.string } ?? []
    #expect(Set(messages) == Set(MadeBody.required(entry).map { "\"\($0)\" is missing" }))
    #expect(messages.count == MadeBody.required(entry).count)
  }

  @Test("a source that takes no credentials takes none")
  func withoutCredentials() async throws {
    let session = TestSession()
    var count = 0
    for file in try PackageRoot.files(in: "protocol/connection-specs") {
      let root = try PackageRoot.document("protocol/connection-specs/\(file)").root
      guard root["authSpec"]?.count ?? 0 == 0, let id = root["id"]?.string else { continue }
      count += 1
      let bare = #"{"name": "Acme", "connectionSpec": {"id": "\#(id)"}}"#
      let report = try await session.result("connection.validate", bare)
      #expect(report["valid"]?.boolean == true && report["warnings"]?.count == 0, "\(file)")
      let needless = bare.edited(
        Edit(#""Acme","#, #""Acme", "auth": {"specName": "Basic", "params": {"a": "canary"}},"#))
      let other = try await session.result("connection.validate", needless)
      #expect(other["valid"]?.boolean == true, "\(file)")
      #expect(other["warnings"]?.elements.map { $0["keyword"]?.string } == ["x-needlessAuth"], "\(file)")
    }
    #expect(count > 0)
  }
}
