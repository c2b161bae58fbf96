#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The environment variables of the process.
enum Environment {
  /// All of them, read once at the start, before there is any other thread.
  static func variables() -> [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    // Sound: `environ` is a list of C strings that ends with nil, and nothing changes it while this runs.
    while let entry = next.pointee {
      if let equals = strchr(entry, Int32(UInt8(ascii: "="))) {
        let name = UnsafeRawBufferPointer(start: entry, count: equals - entry)
        variables[String(decoding: name, as: UTF8.self)] = String(cString: equals + 1)
      }
      next += 1
    }
    return variables
  }
}
