/// The versions the program tells about itself.
package enum Version {
  /// Of the program, as SemVer 2.0.
  package static let program = "0.1.0"
}
