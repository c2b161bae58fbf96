/// What a session speaks: the methods that can be called, and the customs around them.
///
/// A session begins with one, and a method may switch to another (``Method/Outcome/answeredSwitching(to:)``): from the
/// next message on, that one counts. Requests under way are finished as they were begun.
package struct Dialect: Sendable {
  package let methods: MethodTable
  /// Whether `shutdown` is answered with null, as the Language Server Protocol has it, and not with an empty object.
  package let shutdownAnswersNull: Bool

  package init(methods: MethodTable, shutdownAnswersNull: Bool = false) {
    self.methods = methods
    self.shutdownAnswersNull = shutdownAnswersNull
  }
}
