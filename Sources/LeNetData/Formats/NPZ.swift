import LeNetArchives
import LeNetCatalog
import LeNetModel

/// A data set in NumPy's archive, as Keras's MNIST: `x_train`, `y_train`, `x_test`, `y_test`.
///
/// Images are `[image][row][column]`, or with one or three maps as the last or the second size, or
/// `[image][pixel]` where they are square; labels are whole numbers, or texts as in `CSV`.
enum NPZ {
  /// Reads both splits, and says what it did with validation images.
  ///
  /// The first is nil if the archive has test images only, the second if it has neither test nor validation images.
  static func read(
    _ bytes: [UInt8], name: String
  ) throws(NPZError) -> (training: UnnumberedSplit?, test: UnnumberedSplit?, notes: [String]) {
    let archive: ZipArchive
    do {
      archive = try ZipArchive(bytes)
    } catch {
      throw error == .notAnArchive ? .notZip : .directory
    }
    let hashes = [name: LeNetCatalog.sha256(of: bytes)]
    func has(_ names: Names) -> Bool { names.images.contains { member($0, of: archive) != nil } }
    func part(_ names: Names) throws(NPZError) -> UnnumberedSplit {
      try split(images: names.images, labels: names.labels, of: archive, hashes)
    }
    guard has(.test) else {
      let training = try part(.training)
      guard has(.validation) else { return (training, nil, []) }
      let note = "x_val and y_val are the test split, because there is no x_test"
      return (training, try part(.validation), [note])
    }
    let unused =
      "x_val and y_val are not used, because validation images are taken from x_train; join them to it"
    return (
      has(.training) ? try part(.training) : nil, try part(.test), has(.validation) ? [unused] : []
    )
  }

  /// The names that the arrays of a split may have.
  private struct Names {
    let images: [String]
    let labels: [String]

    static let training = Names(
      images: ["x_train", "train_images", "x"], labels: ["y_train", "train_labels", "y"])
    static let test = Names(
      images: ["x_test", "test_images"], labels: ["y_test", "test_labels"])
    static let validation = Names(
      images: ["x_val", "x_valid", "x_validation", "val_images"],
      labels: ["y_val", "y_valid", "y_validation", "val_labels"])
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
