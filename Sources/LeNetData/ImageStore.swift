import LeNetFiles
import LeNetModel

/// The bytes of images: in memory, or in files that are mapped.
package struct ImageStore: Sendable {
  /// Images in a file: where the first one begins, and how many bytes there are from one to the next.
  struct Part: Sendable {
    let file: MappedFile
    let start: Int
    let stride: Int
    let count: Int
  }

  private enum Place: Sendable {
    case memory([UInt8])
    case files([Part])
  }

  private let place: Place
  /// Bytes of an image.
  private let size: Int
  /// The images of the files in their order here; nil for all as they come.
  private let order: [Int32]?
  /// The number of images.
  let count: Int

  /// Images in memory; a rest that is no whole image is not counted.
  init(_ bytes: [UInt8], size: Int) {
    place = .memory(bytes)
    (self.size, order) = (size, nil)
    count = bytes.count / max(size, 1)
  }

  /// Images in files.
  init(_ parts: [Part], size: Int, order: [Int32]? = nil) {
    place = .files(parts)
    (self.size, self.order) = (size, order)
    count = order?.count ?? parts.reduce(0) { $0 + $1.count }
  }

  /// The bytes of all images; those of files are copied into memory.
  var bytes: [UInt8] {
    if case .memory(let bytes) = place { return bytes }
    var all: [UInt8] = []
    all.reserveCapacity(count * size)
    for index in 0..<count {
      withImage(index) { image in
        image.withUnsafeBufferPointer { all.append(contentsOf: $0) }
      }
    }
    return all
  }

  /// Calls `body` with the bytes of an image; traps unless there is one of that index.
  @inline(__always)
  func withImage<Result>(_ index: Int, _ body: (borrowing Span<UInt8>) -> Result) -> Result {
    switch place {
    case .memory(let bytes): body(bytes.span.extracting(index * size..<(index + 1) * size))
    case .files(let parts): inFile(order.map { Int($0[index]) } ?? index, parts, body)
    }
  }

  private func inFile<Result>(
    _ index: Int, _ parts: [Part], _ body: (borrowing Span<UInt8>) -> Result
  ) -> Result {
    var rest = index
    for part in parts {
      guard rest >= part.count else {
        let start = part.start + rest * part.stride
        return part.file.withBytes(start..<start + size) { body($0.span) }
      }
      rest -= part.count
    }
    preconditionFailure("there is no image \(index)")
  }

  /// Some of the images: copied, unless they are in files.
  func selecting(_ indices: [Int32]) -> ImageStore {
    switch place {
    case .files(let parts):
      return ImageStore(
        parts, size: size, order: order.map { order in indices.map { order[Int($0)] } } ?? indices)
    case .memory(let bytes):
      var selected: [UInt8] = []
      selected.reserveCapacity(indices.count * size)
      for index in indices { selected += bytes[Int(index) * size..<(Int(index) + 1) * size] }
      return ImageStore(selected, size: size)
    }
  }

  /// Whether the images are in files.
  package var isMapped: Bool {
    if case .files = place { true } else { false }
  }

  /// Whether a pixel is as bright as that; looks no further than the first one.
  func contains(atLeast least: UInt8) -> Bool {
    if case .memory(let bytes) = place { return bytes.contains { $0 >= least } }
    for index in 0..<count {
      let isFound = withImage(index) { image in
        image.withUnsafeBufferPointer { $0.contains { $0 >= least } }
      }
      if isFound { return true }
    }
    return false
  }

  /// The first file that is no longer as it was when it was opened.
  var changedFile: String? {
    guard case .files(let parts) = place else { return nil }
    return parts.first { !$0.file.isUnchanged }?.file.path
  }

  /// The first file of which a part was cut off that was read; costs less than `changedFile`.
  var cutFile: String? {
    guard case .files(let parts) = place else { return nil }
    return parts.first { $0.file.isCut }?.file.path
  }
}

extension Dataset {
  /// Throws if a file that the images are read from was changed since it was opened.
  package func checkUnchanged() throws(DatasetError) {
    if let path = store.changedFile { throw .changedFile(path) }
  }

  /// The same, but sees only files that were cut and read there, and costs nearly nothing.
  package func checkUncut() throws(DatasetError) {
    if let path = store.cutFile { throw .changedFile(path) }
  }
}
