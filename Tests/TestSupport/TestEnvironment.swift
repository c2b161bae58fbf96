#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the machine offers to the tests.
///
/// A test that needs a tool is skipped, with its reason, where the tool is missing; under `Tests/run`, which sets
/// `FLOW_SIDECAR_REQUIRE_ALL_TESTS`, it runs all the same and fails, so that a skip never passes for a success.
package enum TestEnvironment {
  /// Whether nothing may be skipped.
  package static let requiresAll = variable("FLOW_SIDECAR_REQUIRE_ALL_TESTS") == "1"

  /// `address` or `thread` under Tests/sanitize, which builds everything for that sanitizer.
  package static let sanitizer = variable("FLOW_SIDECAR_SANITIZER")

  /// What a process that may be built for a sanitizer, or start one, has to be told.
  package static let sanitizerVariables = [
    "FLOW_SIDECAR_SANITIZER", "ASAN_OPTIONS", "TSAN_OPTIONS", "SWIFT_BACKTRACE",
  ]

  /// Whether a test that needs that program can run: pass it to `.enabled(if:_:)`.
  package static func has(_ program: String) -> Bool { requiresAll || path(of: program) != nil }

  /// Where a program is found along `PATH`.
  package static func path(of program: String) -> String? {
    for folder in (variable("PATH") ?? "").split(separator: ":") {
      let path = "\(folder)/\(program)"
      if access(path, X_OK) == 0 { return path }
    }
    return nil
  }

  package static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
