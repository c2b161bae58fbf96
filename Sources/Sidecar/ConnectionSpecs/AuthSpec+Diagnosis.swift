import JSON
import JSONSchema

extension AuthSpec {
  /// What there is to say about params that stand at `place`, the keywords as seen from the connection spec.
  ///
  /// Over Flow Service's own rules those of the catalogue are laid: what only they find is a warning, as it is Flow
  /// Service that decides, and they speak of nothing but params that Flow Service's rules know.
  func diagnose(_ params: JSONCursor, at place: String) -> (errors: [Problem], warnings: [Problem]) {
    guard let catalogue else { return Self.found(by: schema, in: params, at: place, schemaAt: location) }
    // Two diagnoses that find nothing would take longer than to learn that.
    if isUnremarkable(params) { return ([], []) }
    var (errors, warnings) = Self.found(by: schema, in: params)
    let ours = Self.found(by: catalogue.schema, in: params)
    var further = onlyOurs(ours.errors + ours.warnings, besides: errors + warnings)
    lendWords(of: ours.errors, to: &errors)
    errors.move(under: place, schema: location)
    warnings.move(under: place, schema: location)
    if !further.isEmpty {
      further.move(under: place, schema: Self.catalogueLocation + catalogue.location)
      warnings += further
      warnings = warnings.enumerated()
        .sorted { ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset) }
        .map(\.element)
    }
    return (errors, warnings)
  }

  private static func found(
    by schema: JSONSchema?, in params: JSONCursor, at place: String = "", schemaAt location: String = ""
  ) -> (errors: [Problem], warnings: [Problem]) {
    guard let found = schema?.diagnose(params, at: place, schemaAt: location) else { return ([], []) }
    guard !found.errors.isEmpty, !found.warnings.isEmpty else { return (found.errors, found.warnings) }
    // What a value should look like is no more to be said once it is known to be wrong.
    let warnings = found.warnings.filter { warning in
      warning.keyword != "x-warnPattern"
        || !found.errors.contains { $0.instanceLocation == warning.instanceLocation }
    }
    return (found.errors, warnings)
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
