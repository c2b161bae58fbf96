#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The descriptors the loop waits on, as poll(2) wants them. There are few (the wake-up, and the transport's sockets),
/// so that searching them costs less than the system calls that epoll or kqueue need for each change.
struct PollSet {
  /// What poll found on one descriptor.
  struct Finding {
    var descriptor: Int32
    var events: PollEvents
    var owner: any Poller
  }

  private var entries: [pollfd]
  /// Whose each descriptor is; the first, the wake-up, is nobody's.
  private var owners: [(any Poller)?]

  init(wakeUp descriptor: Int32) {
    entries = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
    owners = [nil]
  }

  mutating func watch(_ descriptor: Int32, _ events: PollEvents, for owner: any Poller) {
    var flags: Int16 = 0
    if events.contains(.readable) { flags |= Int16(POLLIN) }
    if events.contains(.writable) { flags |= Int16(POLLOUT) }
    if let index = entries.firstIndex(where: { $0.fd == descriptor }) {
      entries[index].events = flags
      owners[index] = owner
    } else {
      entries.append(pollfd(fd: descriptor, events: flags, revents: 0))
      owners.append(owner)
    }
  }

  mutating func unwatch(_ descriptor: Int32) {
    guard let index = entries.firstIndex(where: { $0.fd == descriptor }) else { return }
    entries.swapAt(index, entries.count - 1)
    owners.swapAt(index, owners.count - 1)
    entries.removeLast()
    owners.removeLast()
  }

  func isWatched(_ descriptor: Int32, by owner: any Poller) -> Bool {
    guard let index = entries.firstIndex(where: { $0.fd == descriptor }) else { return false }
    return owners[index] === owner
  }

  /// Waits, appends what it found, and says whether the wake-up was signalled.
  mutating func poll(milliseconds: Int32, into findings: inout [Finding]) -> Bool {
    let count = entries.withUnsafeMutableBufferPointer { buffer in
      systemPoll(buffer.baseAddress, nfds_t(buffer.count), milliseconds)
    }
    // Interrupted by a signal, or nothing ready: the loop comes back here after having looked at its clock.
    guard count > 0 else { return false }
    for index in 1..<entries.count where entries[index].revents != 0 {
      guard let owner = owners[index] else { continue }
      let flags = Int32(entries[index].revents)
      var events: PollEvents = []
      if flags & Int32(POLLIN) != 0 { events.insert(.readable) }
      if flags & Int32(POLLOUT) != 0 { events.insert(.writable) }
      if flags & Int32(POLLERR | POLLHUP | POLLNVAL) != 0 { events.insert(.broken) }
      findings.append(Finding(descriptor: entries[index].fd, events: events, owner: owner))
    }
    return entries[0].revents != 0
  }
}

private func systemPoll(_ entries: UnsafeMutablePointer<pollfd>?, _ count: nfds_t, _ milliseconds: Int32) -> Int32 {
  #if canImport(Darwin)
    Darwin.poll(entries, count, milliseconds)
  #elseif canImport(Glibc)
    Glibc.poll(entries, count, milliseconds)
  #elseif canImport(Musl)
    Musl.poll(entries, count, milliseconds)
  #endif
}
