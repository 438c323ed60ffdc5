import LeNetCatalog
import LeNetFiles
import LeNetModel

/// Large plain files whose images are mapped and not read into memory.
enum MappedImages {
  /// Smaller files are read into memory, which is faster.
  static let leastSize = 1 << 24

  /// The file at a path, if it is large enough and begins with these bytes.
  static func file(_ path: String, beginning start: [UInt8]) throws(DatasetError) -> MappedFile? {
    guard let size = regularFileSize(path), size >= leastSize else { return nil }
    let file: MappedFile
    do throws(FileReadingError) {
      file = try MappedFile(path)
    } catch {
      throw DatasetError(error)
    }
    let isRight = file.withBytes(0..<min(start.count, file.count)) { $0.elementsEqual(start) }
    return isRight ? file : nil
  }

  /// SHA-256 of a file, 64 hexadecimal digits.
  static func sha256(of file: MappedFile) -> String {
    let hash = ContentHash()
    let piece = 1 << 22
    for start in stride(from: 0, to: file.count, by: piece) {
      file.withBytes(start..<min(start + piece, file.count)) {
        hash.append(borrowing: UnsafeRawBufferPointer($0))
        hash.wait()
      }
    }
    return hash.hexadecimal()
  }

  /// SHA-256 of the file at a path.
  static func hash(_ path: String) throws(DatasetError) -> String {
    do throws(FileReadingError) {
      return sha256(of: try MappedFile(path))
    } catch {
      throw DatasetError(error)
    }
  }

  /// The images of a plain IDX file; nil if it is small or not of that form.
  static func idx(
    _ path: String
  ) throws(DatasetError) -> (shape: Shape, store: ImageStore, sha256: String)? {
    guard let file = try file(path, beginning: [0, 0, IDX.Header.unsignedByte]) else { return nil }
    let header: IDX.Header
    do throws(IDXError) {
      header = try file.withBytes(0..<file.count) { bytes throws(IDXError) in
        let header = try IDX.Header(
          of: .images, from: ByteReader(bytes, verifying: true), limit: .max)
        try IDX.check(header, against: bytes.count, isCompressed: false)
        return header
      }
    } catch {
      throw .idx(file: path, error)
    }
    let sizes = header.sizes
    let shape = Shape(
      sizes.count == 4 ? sizes[1] : 1, sizes[sizes.count - 2], sizes[sizes.count - 1])
    let part = ImageStore.Part(
      file: file, start: header.bytes.count, stride: shape.count, count: sizes[0])
    return (shape, ImageStore([part], size: shape.count), sha256(of: file))
  }

  /// The images of an array of bytes in NumPy's format; nil if the file is small or of another kind.
  static func npy(_ path: String) throws(DatasetError) -> (NPYArray, ImageStore, Shape)? {
    guard let file = try file(path, beginning: [0x93] + Array("NUMPY".utf8)) else { return nil }
    let head = file.withBytes(0..<min(file.count, 1 << 14)) { Array($0) }
    guard
      let array = try? NPYArray(head, name: splitPath(path).name, as: .images, length: file.count)
    else { return nil }
    let sizes = array.sizes
    guard array.type == "|u1", !array.isColumnMajor, !sizes.contains(0) else { return nil }
    let shape: Shape
    switch sizes.count {
    case 2:
      guard let square = squareShape(sizes[1]), square.maps == 1 else { return nil }
      shape = square
    case 3: shape = Shape(1, sizes[1], sizes[2])
    case 4 where sizes[3] == 1: shape = Shape(1, sizes[1], sizes[2])
    case 4 where sizes[1] == 1 || sizes[1] == 3: shape = Shape(sizes[1], sizes[2], sizes[3])
    default: return nil
    }
    let part = ImageStore.Part(
      file: file, start: array.start, stride: shape.count, count: sizes[0])
    return (array, ImageStore([part], size: shape.count), shape)
  }

  /// The images and labels of CIFAR-10's binary batches; nil if they are small.
  static func cifar(
    _ paths: [String]
  ) throws(DatasetError) -> (store: ImageStore, labels: [UInt8], sha256: [String])? {
    var (parts, labels, hashes): ([ImageStore.Part], [UInt8], [String]) = ([], [], [])
    for path in paths {
      guard let file = try file(path, beginning: []) else { return nil }
      let count = file.count / CIFAR.record
      guard file.count == count * CIFAR.record else {
        throw .cifar(file: path, .records(file.count))
      }
      let own = file.withBytes(0..<file.count) { bytes in
        (0..<count).map { bytes[$0 * CIFAR.record] }
      }
      if let position = own.firstIndex(where: { $0 >= KnownDataset.cifar10.classes.count }) {
        throw .cifar(file: path, .label(Int(own[position]), position: position))
      }
      labels += own
      hashes.append(sha256(of: file))
      parts.append(ImageStore.Part(file: file, start: 1, stride: CIFAR.record, count: count))
    }
    return (ImageStore(parts, size: CIFAR.shape.count), labels, hashes)
  }
}
