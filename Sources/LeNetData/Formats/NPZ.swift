import LeNetArchives
import LeNetCatalog

/// A data set in NumPy's archive, as Keras's MNIST: `x_train`, `y_train`, `x_test`, `y_test`.
///
/// Images are `[image][row][column]`, or with one or three maps as the last or the second size, or
/// `[image][pixel]` where they are square; labels are whole numbers, texts as in `CSV`, or a row for each image.
enum NPZ {
  /// The arrays of an archive; their content is read when it is needed.
  static func arrays(
    _ bytes: [UInt8], file path: String
  ) throws(NPZError) -> [ArrayCollection.Item] {
    let archive: ZipArchive
    do {
      archive = try ZipArchive(bytes)
    } catch {
      throw error == .notAnArchive ? .notZip : .directory
    }
    return archive.members.map { member in
      let file = member.path.split(separator: "/").last.map(String.init) ?? member.path
      let name = file.hasSuffix(".npy") ? String(file.dropLast(4)) : file
      return ArrayCollection.Item(name: name, file: path) { role throws(NPZError) in
        try NPYArray(try content(of: member, in: archive), name: name, as: role)
      }
    }
  }

  private static func content(
    of member: ZipDirectory.Member, in archive: ZipArchive
  ) throws(NPZError) -> [UInt8] {
    let bound = member.method == 0 ? member.packed : ByteReader.bound(ofCompressed: member.packed)
    do {
      return try archive.open(member, limit: min(bound, DataMemory.limit + (1 << 16))).all()
    } catch {
      throw NPZError(error, of: member)
    }
  }
}
