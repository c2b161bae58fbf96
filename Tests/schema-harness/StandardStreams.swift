#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Standard input by lines, and whole writes to the other two.
struct StandardStreams {
  private var buffer: [UInt8] = []
  private var start = 0

  /// The next line without its end; nil at the end of the input.
  mutating func readLine() -> [UInt8]? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        let line = Array(buffer[start..<end])
        start = end + 1
        return line
      }
      searched = buffer.count - start
      buffer.removeFirst(start)
      start = 0
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      let count = chunk.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
      guard count > 0 else { return buffer.isEmpty ? nil : takeRest() }
      buffer += chunk[..<count]
    }
  }

  private mutating func takeRest() -> [UInt8] {
    defer { buffer = [] }
    return buffer
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32 = 1) {
    var written = 0
    bytes.withUnsafeBytes { bytes in
      while written < bytes.count, let address = bytes.baseAddress {
        let count = write_(descriptor, address + written, bytes.count - written)
        guard count > 0 else { exit(1) }
        written += count
      }
    }
  }

  static func writeError(_ text: String) { write(Array(text.utf8), to: 2) }

  /// The bytes of a file.
  static func contents(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return count == 0 ? bytes : nil }
      bytes += chunk[..<count]
    }
  }
}

/// The system's `write`, under a name that does not meet the method's.
private func write_(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
