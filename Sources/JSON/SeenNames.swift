/// Tells quickly that an object's names are all different.
///
/// While an object has few members, one bit of each name's hash is kept for every open object: a bit not yet set means a
/// new name without any comparison. An object of many members is checked once, when it closes, with a seeded hash
/// table, so that chosen names cannot make it quadratic.
struct SeenNames {
  /// Up to this many members an object counts as small.
  static let fewNames = 24

  /// The bits of each open object, by how many containers are around it.
  // Sound as in `Scanner`: the reader holds it.
  private unowned(unsafe) let memory: GrowingMemory<UInt64>
  private var bits: UnsafeMutablePointer<UInt64>
  private var capacity: Int

  /// Bits that are kept in that memory while one text is read.
  init(_ memory: GrowingMemory<UInt64>) {
    self.memory = memory
    bits = memory.start
    capacity = memory.capacity
  }

  /// Starts the object that is opened within `depth` others.
  @inline(__always)
  mutating func open(depth: Int) {
    if depth &+ 1 >= capacity {
      memory.grow(to: depth &+ 2, keeping: depth &+ 1)
      bits = memory.start
      capacity = memory.capacity
    }
    bits[depth &+ 1] = 0
  }

  /// Notes a name of the innermost object; true if one of the same bit was there before.
  @inline(__always)
  func insert(_ hash: UInt32, depth: Int) -> Bool {
    let bit: UInt64 = 1 &<< UInt64(hash & 63)
    let known = bits[depth]
    bits[depth] = known | bit
    return known & bit != 0
  }

  /// Whether a member of the object before the name at `index` has that name too.
  @inline(never)
  static func hasEarlier(_ object: JSONCursor, _ index: Int) -> Bool {
    let name = object.at(index)
    var earlier = object.first
    while earlier.index < index {
      if earlier.nameHash == name.nameHash, earlier.stringBytes.elementsEqual(name.stringBytes) { return true }
      earlier = earlier.first.next
    }
    return false
  }

  /// The first name of the object that an earlier member already has.
  static func firstDuplicate(in object: JSONCursor) -> JSONCursor? {
    let slots = UInt(object.count * 2).roundedUpToPowerOfTwo
    var table = [UInt32](repeating: 0, count: Int(slots))
    var name = object.first
    for _ in 0..<object.count {
      var hasher = Hasher()
      hasher.combine(bytes: UnsafeRawBufferPointer(name.stringBytes))
      var slot = UInt(bitPattern: hasher.finalize()) & (slots - 1)
      while table[Int(slot)] != 0 {
        let other = object.at(Int(table[Int(slot)]))
        if other.nameHash == name.nameHash, other.stringBytes.elementsEqual(name.stringBytes) { return name }
        slot = (slot + 1) & (slots - 1)
      }
      table[Int(slot)] = UInt32(name.index)
      name = name.first.next
    }
    return nil
  }
}

extension UInt {
  fileprivate var roundedUpToPowerOfTwo: UInt {
    self <= 1 ? 1 : 1 << (UInt(UInt.bitWidth) - UInt((self - 1).leadingZeroBitCount))
  }
}
