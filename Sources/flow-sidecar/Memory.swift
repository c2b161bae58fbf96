#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How the C library keeps the memory that is given back to it.
enum Memory {
  /// What is larger has pages of its own, which the system has back the moment it is freed. Above what is kept from one
  /// message to the next: with new pages for each, messages of a megabyte take half as long again.
  private static let ownPages: Int32 = 8 << 20

  /// Makes the process as small after a large message as it was before.
  ///
  /// glibc raises this threshold up to 32 MiB with the sizes that are freed, and then cuts long messages and queues of
  /// answers from the heap, where the memory stays: after one message of 16 MiB, 30 MiB for good. Setting it turns the
  /// raising off (mallopt(3)). Elsewhere there is no such function, and nothing to be done.
  static func giveBackWhatIsLarge() {
    #if os(Linux)
      typealias SetOption = @convention(c) (_ option: Int32, _ value: Int32) -> Int32
      // By name, because Swift's module of the C library does not have <malloc.h>.
      guard let symbol = dlsym(nil, "mallopt") else { return }
      let setOption = unsafeBitCast(symbol, to: SetOption.self)
      let (trimThreshold, mmapThreshold): (Int32, Int32) = (-1, -3)
      _ = setOption(mmapThreshold, ownPages)
      // How much may lie free at the end of the heap; with the other it would follow by itself.
      _ = setOption(trimThreshold, ownPages)
    #endif
  }
}
