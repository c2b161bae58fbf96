import FlowService
import JSON
import JSONSchema

/// Checks the body of a create: first by the method's own rules, then by the auth spec that it names. What is wrong is
/// told all at once, whichever layer found it.
struct ConnectionCheck {
  /// What was found.
  struct Report {
    var diagnosis = Diagnosis()
    /// The connection spec that was used; nil if the body names none that is known.
    var found: FoundSpec?
    /// The id of a connection spec that the body names and that is not known.
    var unknownSpecID: String?
    /// What it took to have the connection spec.
    var elapsed = Duration.zero

    var errors: [Problem] {
      get { diagnosis.errors }
      _modify { yield &diagnosis.errors }
    }
    var warnings: [Problem] {
      get { diagnosis.warnings }
      _modify { yield &diagnosis.warnings }
    }
    var isValid: Bool { diagnosis.isValid }
    var spec: ConnectionSpec? { found?.spec }

    /// Writes the member that tells what the body was held against, if it names a connection spec.
    func writeSpec(to writer: inout JSONWriter) {
      if let found {
        found.writeMember(to: &writer)
      } else if let unknownSpecID {
        writer.name("spec")
        writer.beginObject()
        writer.member("id", unknownSpecID)
        writer.member("origin", "none")
        writer.endObject()
      }
    }

    /// Writes the members that tell what is wrong.
    func writeProblems(to writer: inout JSONWriter) {
      writer.member("valid", isValid)
      writer.member("errors", errors)
      writer.member("warnings", warnings)
    }
  }

  let specs: ConnectionSpecStore
  /// The method's own rules.
  private let schema: JSONSchema

  init(specs: ConnectionSpecStore, specification: MethodSpecification) {
    self.specs = specs
    schema = specification.schema
  }

  /// Whether there is nothing that the method's own rules say about that body. Allocates nothing.
  func isUnremarkable(_ body: JSONCursor) -> Bool { schema.isUnremarkable(body) }

  /// The params of `connection.create`, which are the body that is checked, for who checks no call.
  static let bodySpecification = MethodSpecification.lazily("connection.create")

  private static let authName: JSONName = "auth"
  private static let specNameName: JSONName = "specName"
  private static let paramsName: JSONName = "params"
  private static let metaName: JSONName = "_meta"
  private static let validationName: JSONName = "validation"

  /// The connection spec's id, where the body has one that can be.
  static func specID(of body: JSONCursor) -> JSONCursor? {
    guard let id = body["connectionSpec"]?["id"], id.kind == .string, UUIDText.isValid(id.stringBytes) else {
      return nil
    }
    return id
  }

  /// Everything there is to say about that body, by that connection spec. What the spec finds counts as warnings where
  /// `isLenient`, or the body itself, says so.
  func report(_ body: JSONCursor, by found: FoundSpec?, isLenient: Bool = false) -> Report {
    var report = Report(found: found)
    check(body, by: found?.spec, &report, isLenient: isLenient)
    return report
  }

  /// The same, put into a report that knows of no problem yet.
  func check(_ body: JSONCursor, by spec: ConnectionSpec?, _ report: inout Report, isLenient: Bool = false) {
    schema.diagnose(body, addingTo: &report.diagnosis)
    // Other protocols keep members of their own in "_meta", and those are ignored; but one of ours may be misspelt.
    report.warnings.removeAll { $0.instanceLocation.hasPrefix("/_meta/") && $0.suggestion == nil }
    checkSpec(body, spec, &report)
    if isLenient || Self.isLenient(body) { downgrade(&report) }
  }

  /// Whether `_meta` of a body, or of a call's params, turns what the connection spec finds into warnings.
  static func isLenient(_ params: JSONCursor) -> Bool {
    params[metaName]?[validationName]?.isString("warn") == true
  }

  // MARK: The connection spec

  private func checkSpec(_ body: JSONCursor, _ spec: ConnectionSpec?, _ report: inout Report) {
    guard let spec else {
      // An id that is none has been told already.
      guard let id = Self.specID(of: body) else { return }
      report.unknownSpecID = id.string
      report.warnings.append(unknownSpec(id))
      return
    }
    let auth = body[Self.authName]
    guard !spec.authSpecs.isEmpty else {
      if let auth { report.warnings.append(needlessAuth(auth, spec)) }
      return
    }
    guard let auth else {
      report.errors.append(missingAuth(body, spec, &report.warnings))
      return
    }
    guard let specName = auth[Self.specNameName], specName.kind == .string else { return }
    guard let authSpec = authSpec(specName, spec, &report) else { return }
    if let advice = authSpec.advice {
      report.warnings.append(
        Problem(
          "/auth/specName", advice.keywordLocation, "x-deprecated", advice.message, range: specName.range))
    }
    guard let params = auth[Self.paramsName], params.kind == .object else { return }
    authSpec.diagnose(params, at: "/auth/params", addingTo: &report.diagnosis)
  }

  /// The auth spec that the body names, or else the one it most likely means, so that the rest can be checked too.
  private func authSpec(_ specName: JSONCursor, _ spec: ConnectionSpec, _ report: inout Report) -> AuthSpec? {
    if let found = spec.authSpec(named: specName) { return found }
    let offered = spec.authSpecs.map(\.name)
    let nearest = NearestName.nearest(to: specName.string ?? "", among: offered)
    let list = offered.map { "\"\($0)\"" }.joined(separator: ", ")
    // That it is empty has been said already; this says more.
    report.errors.removeAll { $0.instanceLocation == "/auth/specName" }
    report.errors.append(
      Problem(
        "/auth/specName", "/authSpec", "enum",
        "this is not the name of an auth spec of \(spec.name), which offers \(list)"
          + (nearest.map { "; did you mean \"\($0)\"?" } ?? ""),
        suggestion: nearest.map(Suggestion.string), range: specName.range))
    return spec.authSpecs.first { $0.name == nearest }
  }

  // MARK: Problems

  private func unknownSpec(_ id: JSONCursor) -> Problem {
    let entries = BundledCatalogue.entries
    let nearest = NearestName.nearest(to: id.string ?? "", among: entries.map(\.id))
    let name = entries.first { $0.id == nearest }?.name
    return Problem(
      "/connectionSpec/id", "/id", "x-unknownSpec",
      "no connection spec of this id is known here, so the credentials could not be checked"
        + (name.map { "; one that differs only a little is that of \($0)" } ?? ""),
      suggestion: nearest.map(Suggestion.string), range: id.range)
  }

  private func missingAuth(_ body: JSONCursor, _ spec: ConnectionSpec, _ warnings: inout [Problem]) -> Problem {
    let list = spec.authSpecs.map { "\"\($0.name)\"" }.joined(separator: ", ")
    // A misspelt name and the one that is missing for it are one mistake.
    if let misspelt = warnings.firstIndex(where: {
      $0.suggestion == .name("auth") && $0.keywordLocation == "/properties"
    }) {
      let problem = warnings.remove(at: misspelt)
      let name = problem.property ?? ""
      return problem.with(
        keywordLocation: "/authSpec", keyword: "required",
        message: "\"\(name)\" is not a known name; did you mean \"auth\", which \(spec.name) requires?")
    }
    return Problem(
      "", "/authSpec", "required", "\"auth\" is missing: \(spec.name) needs credentials, of one of the kinds \(list)",
      property: "auth", range: body.range)
  }

  private func needlessAuth(_ auth: JSONCursor, _ spec: ConnectionSpec) -> Problem {
    Problem("/auth", "/authSpec", "x-needlessAuth", "\(spec.name) takes no credentials", range: auth.range)
  }

  /// For the day a connection spec is wrong: what it finds is told, and stops nothing.
  private func downgrade(_ report: inout Report) {
    let bySpec = report.errors.filter { $0.keywordLocation.hasPrefix("/authSpec") }
    report.errors.removeAll { $0.keywordLocation.hasPrefix("/authSpec") }
    report.warnings = bySpec + report.warnings
  }
}

extension Suggestion {
  /// A string value.
  fileprivate static func string(_ text: String) -> Suggestion {
    var writer = JSONWriter()
    writer.string(text)
    return .value(json: String(decoding: writer.bytes, as: UTF8.self))
  }
}

extension Problem {
  fileprivate init(
    _ instanceLocation: String, _ keywordLocation: String, _ keyword: String, _ message: String,
    suggestion: Suggestion? = nil, property: String? = nil, range: Range<Int>
  ) {
    self.init(
      instanceLocation: instanceLocation, keywordLocation: keywordLocation, keyword: keyword,
      message: message, suggestion: suggestion, property: property, range: range)
  }
}
