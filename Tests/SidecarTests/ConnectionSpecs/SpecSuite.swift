import TestSupport
import Testing

/// Runs tests on threads that may block: they wait for a real socket's answers, and others need those of Swift's pool.
struct BlockingSpecTests: TestTrait, SuiteTrait, TestScoping {
  var isRecursive: Bool { true }

  func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? { testCase == nil ? nil : self }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(BlockingThreads.shared) { try await function() }
  }
}

extension Trait where Self == BlockingSpecTests {
  static var blockingSpecTests: Self { Self() }
}
