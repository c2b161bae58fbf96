#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Whether the host leaves the process enough descriptors to begin with.
///
/// Looked at once, before anything is opened: later a missing one would be met in places that cannot say so, such as the
/// pipe that wakes the event loop.
enum FreeDescriptors {
  /// The copy of standard output, and the pipes that wake the event loop and that signals are heard through.
  static let needed = 5

  static func suffice() -> Bool {
    // A standard descriptor that is not open will be opened first.
    let wanted = needed + (0...2).count { fcntl($0, F_GETFD) == -1 }
    var taken: [Int32] = [-1, -1]
    // A pipe and copies of one of its ends, since nothing else can be opened whatever the file system has.
    guard pipe(&taken) == 0 else { return false }
    defer { for descriptor in taken { close(descriptor) } }
    while taken.count < wanted {
      let copy = dup(taken[0])
      guard copy >= 0 else { return false }
      taken.append(copy)
    }
    return true
  }

  static let message =
    "flow-sidecar: \(needed) file descriptors beside the standard streams have to be free to begin with: raise the limit "
    + "of open files (ulimit -n), or close what the parent process leaves open\n"
}
