import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension ChildProcess {
  /// Whether a process runs. One that has ended and that nobody has collected yet does not: a container's first process
  /// may take its time with that.
  package static func isRunning(_ identifier: Int32) -> Bool {
    guard kill(identifier, 0) == 0 else { return false }
    // The state stands behind the name, which is in brackets and may hold anything.
    guard let status = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8),
      let end = status.lastIndex(of: ")")
    else {
      // Without /proc there is nothing better to ask; the parent collects at once there.
      return !FileManager.default.fileExists(atPath: "/proc/self/stat")
    }
    return !status[end...].dropFirst(2).hasPrefix("Z")
  }

  /// Waits until a process, which need not be a child, runs no more; whether it came to that.
  package static func waitUntilGone(_ identifier: Int32, within limit: Duration) -> Bool {
    let deadline = ContinuousClock.now + limit
    while isRunning(identifier) {
      guard ContinuousClock.now < deadline else { return false }
      usleep(5000)
    }
    return true
  }

  /// The most memory the process has held so far, in bytes; nil where that is not told, and under a sanitizer, which
  /// needs several times what the process does.
  package var peakMemory: Int? {
    guard TestEnvironment.sanitizer == nil else { return nil }
    guard let status = try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8) else { return nil }
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
  }

  /// The processor time that the process has used so far, in seconds; nil where that is not told.
  package var processorSeconds: Double? {
    guard let status = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8),
      let end = status.lastIndex(of: ")")
    else { return nil }
    // Behind the name the state is the first field, and the 12th and 13th are clock ticks (proc(5)).
    let fields = status[end...].dropFirst(2).split(separator: " ").dropFirst(11).prefix(2).compactMap { Double($0) }
    return fields.reduce(0, +) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// The command line of the process, as every user of the machine can read it; nil where it cannot be read.
  package var commandLine: String? {
    guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(identifier)/cmdline")) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A terminal for a process to run at: what it writes there can be read from the other end.
package final class Terminal {
  /// Our end.
  package let control: Int32
  /// The end that is the terminal.
  package let terminal: Int32

  package init() throws {
    var ends: (control: Int32, terminal: Int32) = (-1, -1)
    #if canImport(Darwin)
      let isOpen = openpty(&ends.control, &ends.terminal, nil, nil, nil) == 0
    #else
      // What openpty(3) does, which is in another library on some systems (ioctl_tty(2), pty(7)).
      let unlock: UInt = 0x4004_5431
      let getNumber: UInt = 0x8004_5430
      var locked: Int32 = 0
      var number: Int32 = 0
      ends.control = open("/dev/ptmx", O_RDWR | O_NOCTTY)
      if ioctl(ends.control, unlock, &locked) == 0, ioctl(ends.control, getNumber, &number) == 0 {
        ends.terminal = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
      }
      let isOpen = ends.terminal >= 0
    #endif
    guard isOpen else { throw ChildProcess.Failure(description: "no terminal: error \(errno)") }
    (control, terminal) = ends
    _ = fcntl(control, F_SETFD, FD_CLOEXEC)
    _ = fcntl(terminal, F_SETFD, FD_CLOEXEC)
    ChildProcess.makeNonblocking(control)
  }

  deinit {
    close(control)
    close(terminal)
  }

  package func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(control, $0.baseAddress, $0.count) }
  }

  /// What has been written to the terminal since it was last looked at.
  package func readWhatIsThere() -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    for _ in 0..<1000 {
      let count = systemRead(control, &chunk)
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads until the terminal shows that text.
  package func read(until text: String, within limit: Duration = ChildProcess.patience) throws -> String {
    let deadline = ContinuousClock.now + limit
    var shown = ""
    while true {
      shown += readWhatIsThere()
      if shown.contains(text) { return shown }
      guard ContinuousClock.now < deadline else {
        throw ChildProcess.Failure(description: "\"\(text)\" is not on the terminal: \"\(shown)\"")
      }
      var request = pollfd(fd: control, events: Int16(POLLIN), revents: 0)
      poll(&request, 1, 100)
    }
  }
}
