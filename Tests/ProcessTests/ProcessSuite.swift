import TestSupport
import Testing

/// The tests of this target: each starts the real program and talks to it over real pipes.
@Suite(.onBlockingThreads) enum ProcessSuite {}

/// Runs tests on threads that may block.
struct BlockingThreadsTrait: TestTrait, SuiteTrait, TestScoping {
  var isRecursive: Bool { true }

  func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? { testCase == nil ? nil : self }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(BlockingThreads.shared) { try await function() }
  }
}

extension Trait where Self == BlockingThreadsTrait {
  static var onBlockingThreads: Self { Self() }
}
