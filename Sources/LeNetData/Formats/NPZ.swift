import LeNetArchives
import LeNetCatalog
import LeNetModel

/// A data set in NumPy's archive, as Keras's MNIST: `x_train`, `y_train`, `x_test`, `y_test`.
///
/// Images are `[image][row][column]`, or with one or three maps as the last or the second size, or
/// `[image][pixel]` where they are square; labels are whole numbers, or texts as in `CSV`.
enum NPZ {
  /// Reads both splits; the second is nil if the archive has no test images.
  static func read(
    _ bytes: [UInt8], name: String
  ) throws(NPZError) -> (training: UnnumberedSplit, test: UnnumberedSplit?) {
    let archive: ZipArchive
    do {
      archive = try ZipArchive(bytes)
    } catch {
      throw error == .notAnArchive ? .notZip : .directory
    }
    let hashes = [name: LeNetCatalog.sha256(of: bytes)]
    let training = try split(
      images: ["x_train", "train_images", "x"], labels: ["y_train", "train_labels", "y"],
      of: archive, hashes)
    let testImages = ["x_test", "test_images"]
    let hasTest = testImages.contains { member($0, of: archive) != nil }
    return (
      training,
      hasTest
        ? try split(images: testImages, labels: ["y_test", "test_labels"], of: archive, hashes)
        : nil
    )
  }

  private static func member(_ name: String, of archive: ZipArchive) -> ZipDirectory.Member? {
    archive.members.first { $0.path == name + ".npy" || $0.path == name }
  }

  private static func array(
    _ names: [String], of archive: ZipArchive, as role: NPYArray.Role
  ) throws(NPZError) -> NPYArray {
    for name in names {
      guard let member = member(name, of: archive) else { continue }
      return try NPYArray(try content(of: member, in: archive), name: name, as: role)
    }
    let found = archive.members.prefix(8).map { String($0.path.prefix(40)) }
    throw .missing(names[0], found: found)
  }

  private static func content(
    of member: ZipDirectory.Member, in archive: ZipArchive
  ) throws(NPZError) -> [UInt8] {
    let bound = member.method == 0 ? member.packed : ByteReader.bound(ofCompressed: member.packed)
    do {
      return try archive.open(member, limit: min(bound, IDX.largestFile + (1 << 16))).all()
    } catch {
      throw NPZError(error, of: member)
    }
  }

  private static func split(
    images: [String], labels: [String], of archive: ZipArchive, _ hashes: [String: String]
  ) throws(NPZError) -> UnnumberedSplit {
    let (shape, pixels) = try pixels(of: array(images, of: archive, as: .images))
    let column = try array(labels, of: archive, as: .labels)
    let sizes = column.sizes
    guard sizes.count == 1 || (sizes.count == 2 && sizes[1] == 1) else {
      throw .sizes(member: column.name, found: sizes, expected: "one label an image")
    }
    return UnnumberedSplit(
      shape: shape, images: pixels, labels: try column.labels(), sha256: hashes)
  }

  private static func pixels(of array: NPYArray) throws(NPZError) -> (Shape, [UInt8]) {
    let sizes = array.sizes
    let expected = """
      images x rows x columns, with 1 or 3 maps as the last or the second size, or images x pixels of a \
      square
      """
    // The sizes do not tell the order of three maps in a row of pixels.
    let square = sizes.count == 2 ? squareShape(sizes[1]).flatMap { $0.maps == 1 ? $0 : nil } : nil
    guard square != nil || sizes.count == 3 || sizes.count == 4, !sizes.contains(0) else {
      throw .sizes(member: array.name, found: sizes, expected: expected)
    }
    let elements = try array.bytes()
    if let square { return (square, elements) }
    if sizes.count == 3 { return (Shape(1, sizes[1], sizes[2]), elements) }
    if sizes[3] == 1 || sizes[3] == 3 {
      let shape = Shape(sizes[3], sizes[1], sizes[2])
      // From `[row][column][map]`: the same as exchanging places and maps.
      let size = sizes[1] * sizes[2]
      return (shape, transposed(elements, rows: size, columns: sizes[3]))
    }
    guard sizes[1] == 1 || sizes[1] == 3 else {
      throw .sizes(member: array.name, found: sizes, expected: expected)
    }
    return (Shape(sizes[1], sizes[2], sizes[3]), elements)
  }
}
