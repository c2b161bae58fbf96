import JSON
import JSONSchema

extension AuthSpec {
  /// Adds what there is to say about params that stand at `place`, the keywords as seen from the connection spec.
  ///
  /// Over Flow Service's own rules those of the catalogue are laid: what only they find is a warning, as it is Flow
  /// Service that decides, and they speak of nothing but params that Flow Service's rules know.
  func diagnose(_ params: JSONCursor, at place: String, addingTo diagnosis: inout Diagnosis) {
    guard let catalogue else {
      return compiledRules.pointee.diagnose(params, at: place, schemaAt: location, addingTo: &diagnosis)
    }
    // Two diagnoses that find nothing would take longer than to learn that.
    if isUnremarkable(params) { return }
    var own = Diagnosis()
    Self.diagnose(by: schema, params, addingTo: &own)
    var ours = Diagnosis()
    Self.diagnose(by: catalogue.schema, params, addingTo: &ours)
    var further = onlyOurs(ours.errors + ours.warnings, besides: own.errors + own.warnings)
    lendWords(of: ours.errors, to: &own.errors)
    own.errors.move(under: place, schema: location)
    own.warnings.move(under: place, schema: location)
    if !further.isEmpty {
      further.move(under: place, schema: Self.catalogueLocation + catalogue.location)
      own.warnings += further
      own.warnings = own.warnings.enumerated()
        .sorted { ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset) }
        .map(\.element)
    }
    diagnosis.errors += own.errors
    diagnosis.warnings += own.warnings
  }

  static func diagnose(
    by schema: JSONSchema?, _ params: JSONCursor, at place: String = "", schemaAt location: String = "",
    addingTo diagnosis: inout Diagnosis
  ) {
    let (errorsBefore, warningsBefore) = (diagnosis.errors.count, diagnosis.warnings.count)
    schema?.diagnose(params, at: place, schemaAt: location, addingTo: &diagnosis)
    let errors = diagnosis.errors[errorsBefore...]
    let warnings = diagnosis.warnings[warningsBefore...]
    guard !errors.isEmpty, !warnings.isEmpty else { return }
    // What a value should look like is no more to be said once it is known to be wrong.
    let left = warnings.filter { warning in
      warning.keyword != "x-warnPattern" || !errors.contains { $0.instanceLocation == warning.instanceLocation }
    }
    diagnosis.warnings.replaceSubrange(warningsBefore..., with: left)
  }

  /// Whether there is an advice.
  var isAdvisedAgainst: Bool { deprecation != nil || catalogue?.deprecation != nil }

  /// Why the kind of credentials is better not used any more, and where that is said.
  var advice: (message: String, keywordLocation: String)? {
    if let deprecation { return (deprecation, "/authSpec/\(index)/x-deprecated") }
    guard let catalogue, let deprecation = catalogue.deprecation else { return nil }
    return (deprecation, "\(Self.catalogueLocation)/authSpec/\(catalogue.index)/x-deprecated")
  }

  /// What the ways to the catalogue's rules begin with, where they are laid over Flow Service's.
  private static var catalogueLocation: String { "/x-catalogue" }

  /// The problems that only the catalogue's rules find.
  private func onlyOurs(_ ours: [Problem], besides own: [Problem]) -> [Problem] {
    ours.filter { problem in
      // Which names there are is for Flow Service to say.
      if problem.keyword == "properties" || problem.keyword == "additionalProperties" { return false }
      let step = JSONPointer(parsing: problem.instanceLocation)?.tokens.first
      guard let name = problem.property ?? step else { return false }
      if schema != nil, !knownNames.contains(Array(name.utf8)) { return false }
      if problem.suggestion != nil, isSecretToOneOnly(name) { return false }
      return !own.contains { other in
        if let property = problem.property, property == other.property { return true }
        return !other.instanceLocation.isEmpty
          && (problem.instanceLocation == other.instanceLocation
            || problem.instanceLocation.hasPrefix(other.instanceLocation + "/"))
      }
    }
  }

  /// Where both have the same pattern, the catalogue says in plain words what it asks for.
  private func lendWords(of ours: [Problem], to errors: inout [Problem]) {
    for index in errors.indices where errors[index].keyword == "pattern" {
      let place = errors[index].instanceLocation
      guard let plain = ours.first(where: { $0.keyword == "pattern" && $0.instanceLocation == place }),
        let pattern = text(at: errors[index].keywordLocation), pattern == catalogue?.text(at: plain.keywordLocation),
        let name = JSONPointer(parsing: place)?.tokens.first, !isSecretToOneOnly(name)
      else { continue }
      errors[index] = errors[index].with(message: plain.message, suggestion: .some(plain.suggestion))
    }
  }

  /// A hint at a value must not come from rules that do not know it to be a secret.
  private func isSecretToOneOnly(_ name: String) -> Bool {
    let name = Array(name.utf8)
    return secretNames.contains(name) && catalogue?.secretNames.contains(name) == false
  }

  private func text(at location: String) -> String? {
    guard let rules else { return nil }
    return withExtendedLifetime(rules) { JSONPointer(parsing: location)?.resolve(in: rules.cursor)?.string }
  }
}
