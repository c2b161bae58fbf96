import JSON

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The files of the package, as they are in the working copy.
enum PackageRoot {
  /// The folder that holds Package.swift.
  static let path: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(4).joined(separator: "/")
  }()

  struct Unreadable: Error {
    let path: String
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    guard let file = fopen("\(path)/\(name)", "rb") else { throw Unreadable(path: name) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }

  static func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  static func document(_ name: String) throws -> JSONDocument { try JSONDocument(try bytes(name)) }

  /// The names of the files in a folder, sorted.
  static func files(in folder: String) throws -> [String] {
    guard let directory = opendir("\(path)/\(folder)") else { throw Unreadable(path: folder) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      // Sound: d_name is a C string within its entry, which lives until the next readdir.
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
