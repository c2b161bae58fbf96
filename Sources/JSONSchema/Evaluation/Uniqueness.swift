import JSON

/// `uniqueItems`.
enum Uniqueness {
  /// The positions of the first two equal elements.
  static func firstPair(in array: JSONCursor) -> (Int, Int)? {
    let count = array.count
    if count <= 8 { return firstPairAmongFew(array) }
    return count <= 512 ? firstPairByHash(array) : firstPairAmongMany(array)
  }

  private static func firstPairAmongFew(_ array: JSONCursor) -> (Int, Int)? {
    var later = array.first
    for position in 0..<array.count {
      var earlier = array.first
      for other in 0..<position {
        if Equality.equal(earlier, later) { return (other, position) }
        earlier = earlier.next
      }
      later = later.next
    }
    return nil
  }

  /// A hash table on the stack: no allocation. The hashes are seeded for the process, so nobody can choose elements
  /// that collide.
  private static func firstPairByHash(_ array: JSONCursor) -> (Int, Int)? {
    // The tape index of an element, the low half of its hash, and its position; 0 is free, since no element is a root.
    var indices = InlineArray<1024, UInt32>(repeating: 0)
    var hashes = InlineArray<1024, UInt32>(repeating: 0)
    var positions = InlineArray<1024, UInt16>(repeating: 0)
    var element = array.first
    for position in 0..<array.count {
      let hash = UInt32(truncatingIfNeeded: hash(element))
      var slot = Int(hash & 1023)
      while indices[slot] != 0 {
        if hashes[slot] == hash, Equality.equal(array.sibling(Int(indices[slot])), element) {
          return (Int(positions[slot]), position)
        }
        slot = (slot + 1) & 1023
      }
      indices[slot] = UInt32(element.index)
      hashes[slot] = hash
      positions[slot] = UInt16(position)
      element = element.next
    }
    return nil
  }

  private static func firstPairAmongMany(_ array: JSONCursor) -> (Int, Int)? {
    var seen: [Int: Int] = [:]
    var cursors: [JSONCursor] = []
    seen.reserveCapacity(array.count)
    cursors.reserveCapacity(array.count)
    // Elements of one hash form a chain; two different ones of one seeded 64-bit hash are not to be expected.
    var chains: [Int: [Int]] = [:]
    var element = array.first
    for position in 0..<array.count {
      let hash = hash(element)
      if let earlier = seen[hash] {
        if Equality.equal(cursors[earlier], element) { return (earlier, position) }
        for other in chains[hash, default: []] where Equality.equal(cursors[other], element) {
          return (other, position)
        }
        chains[hash, default: []].append(position)
      } else {
        seen[hash] = position
      }
      cursors.append(element)
      element = element.next
    }
    return nil
  }

  /// A hash that is the same for equal values.
  private static func hash(_ value: JSONCursor) -> Int {
    var hasher = Hasher()
    feed(value, to: &hasher)
    return hasher.finalize()
  }

  private static func feed(_ value: JSONCursor, to hasher: inout Hasher) {
    hasher.combine(value.kind)
    switch value.kind {
    case .null, .true, .false: break
    case .number: value.number.hash(into: &hasher)
    case .string, .name: hasher.combine(bytes: UnsafeRawBufferPointer(value.stringBytes))
    case .array:
      hasher.combine(value.count)
      value.forEachElement { feed($0, to: &hasher) }
    case .object:
      // Order must not matter: the hashes of the members are added up.
      var sum = 0
      value.forEachMember { name, member in
        var inner = Hasher()
        inner.combine(bytes: UnsafeRawBufferPointer(name.stringBytes))
        feed(member, to: &inner)
        sum &+= inner.finalize()
      }
      hasher.combine(value.count)
      hasher.combine(sum)
    }
  }
}

extension JSONCursor {
  /// The cursor at another index of the same tape.
  func sibling(_ index: Int) -> JSONCursor {
    JSONCursor(textStart: textStart, tapeStart: tapeStart, decodedStart: decodedStart, index: index)
  }
}
