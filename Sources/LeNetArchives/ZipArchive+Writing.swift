import CZlib

extension ZipArchive {
  /// The bytes of an archive with stored members, the same for the same members.
  ///
  /// The archive must be smaller than four gigabytes, its members fewer than 65,536 and each at a path of its own.
  package static func encoded(_ members: [(path: String, content: [UInt8])]) -> [UInt8] {
    precondition(members.count < 1 << 16 && Set(members.map(\.path)).count == members.count)
    precondition(members.reduce(0) { $0 + $1.content.count } < 1 << 32)
    var (archive, directory): ([UInt8], [UInt8]) = ([], [])
    for (path, content) in members {
      let name = Array(path.utf8)
      let checksum = content.withUnsafeBufferPointer {
        crc32_z(0, $0.baseAddress, $0.count)
      }
      // Version 2.0, names in UTF-8, stored, 1 January 1980.
      let common =
        number(20, 2) + number(0x0800, 2) + number(0, 2) + number(0, 2) + number(0x0021, 2)
        + number(Int(checksum), 4) + number(content.count, 4) + number(content.count, 4)
        + number(name.count, 2) + number(0, 2)
      directory += number(0x0201_4B50, 4) + number(20, 2) + common
      directory += number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4)
      directory += number(archive.count, 4) + name
      archive += number(0x0403_4B50, 4) + common + name + content
    }
    let end =
      number(0x0605_4B50, 4) + number(0, 4) + number(members.count, 2) + number(members.count, 2)
      + number(directory.count, 4) + number(archive.count, 4) + number(0, 2)
    return archive + directory + end
  }

  /// A number, the low byte first.
  private static func number(_ value: Int, _ bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
