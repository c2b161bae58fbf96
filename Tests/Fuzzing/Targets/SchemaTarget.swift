import JSON
import JSONSchema

extension FuzzTarget {
  /// The schema compiler and the validator: the quick answer and the diagnosis agree, and what is called unremarkable
  /// has nothing to be told about.
  ///
  /// The schema stands before the first byte 0, the instance behind it.
  package static let schema = FuzzTarget(name: "schema") { input throws(Finding) in
    let (schemaText, instanceText) = halves(input)
    guard schemaText.count <= 2000, instanceText.count <= 2000 else { return }
    guard let schemaDocument = document(schemaText), let instance = document(instanceText) else { return }
    for asserts in [false, true] {
      var options = JSONSchema.Options()
      options.formatAssertion = asserts
      options.contentAssertion = asserts
      // Deep enough for every input of this length that does not go round in circles.
      options.maximumDepth = asserts ? 500 : 2000
      let schema: JSONSchema
      do throws(SchemaError) {
        schema = try JSONSchema(schemaDocument, options: options)
      } catch {
        try require(!"\(error)".isEmpty, "a refusal without words")
        return
      }
      let isValid = schema.isValid(instance.root)
      let isUnremarkable = withExtendedLifetime(instance) { schema.isUnremarkable(instance.root.cursor) }
      let diagnosis = schema.diagnose(instance.root)
      try require(isValid == diagnosis.isValid, "isValid says \(isValid), the diagnosis \(diagnosis.errors)")
      if isUnremarkable {
        try require(
          diagnosis.errors.isEmpty && diagnosis.warnings.isEmpty,
          "unremarkable, but \(diagnosis.errors) and \(diagnosis.warnings)")
      }
      try check(diagnosis, instanceText.count, options)
    }
  }

  private static func document(_ text: UnsafeBufferPointer<UInt8>) -> JSONDocument? {
    do throws(JSONParseError) { return try JSONDocument(Array(text), maximumDepth: 128) } catch { return nil }
  }

  private static func check(_ diagnosis: Diagnosis, _ length: Int, _ options: JSONSchema.Options) throws(Finding) {
    try require(
      diagnosis.errors.count + diagnosis.warnings.count <= options.maximumProblems, "more problems than allowed")
    for problem in diagnosis.errors + diagnosis.warnings {
      try require(problem.range.lowerBound >= 0 && problem.range.upperBound <= length, "range \(problem.range)")
      try require(!problem.message.isEmpty, "a problem without words")
      try require(problem.instanceLocation.isEmpty || problem.instanceLocation.hasPrefix("/"), "no JSON Pointer")
    }
  }
}
