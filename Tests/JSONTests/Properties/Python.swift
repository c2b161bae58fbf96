import Foundation

/// Python's reader of JSON, made as strict as this one, as a second opinion.
enum Python {
  /// The plain form of each text, or nil where Python refuses it, from a single process.
  static func plainForms(_ texts: [[UInt8]]) throws -> [String?] {
    let lines = texts.map { hexadecimal($0) + "\n" }.joined()
    let output = try run(["-c", program], input: Data(lines.utf8))
    return String(decoding: output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { $0 == "-" ? nil : String($0) }
  }

  /// What Python would take beyond RFC 8259 is refused here: NaN and infinities, equal names, lone surrogates (which
  /// have no UTF-8). Numbers stay text.
  private static let program = """
    import json, sys

    class Number(str): pass
    class Object(list): pass

    def members(pairs):
        if len({name for name, _ in pairs}) != len(pairs):
            raise ValueError("equal names")
        return Object(pairs)

    def refuse(word):
        raise ValueError(word)

    def form(value):
        if value is None or value is True or value is False:
            return {None: "null", True: "true", False: "false"}[value]
        if isinstance(value, Number):
            return "n" + value
        if isinstance(value, str):
            return "s" + value.encode("utf-8").hex()
        if isinstance(value, Object):
            return "{" + ",".join(form(name) + ":" + form(member) for name, member in value) + "}"
        return "[" + ",".join(map(form, value)) + "]"

    for line in sys.stdin:
        try:
            text = bytes.fromhex(line.strip()).decode("utf-8")
            value = json.loads(text, object_pairs_hook=members, parse_constant=refuse, parse_int=Number, parse_float=Number)
            print(form(value))
        except ValueError:
            print("-")
    """

  private struct Failure: Error { var status: Int32 }

  /// What Python writes. Input and output go through files, which no side has to wait for.
  private static func run(_ arguments: [String], input: Data?) throws -> Data {
    let folder = FileManager.default.temporaryDirectory.appending(path: "json-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let inputFile = folder.appending(path: "input")
    let outputFile = folder.appending(path: "output")
    try (input ?? Data()).write(to: inputFile)
    try Data().write(to: outputFile)

    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
    return try Data(contentsOf: outputFile)
  }
}
