import LeNetArchives
import LeNetModel

/// Data sets as files of other forms, which give back every byte.
extension WholeData {
  private var parts: [(name: String, prefix: String, data: Dataset)] {
    [("train", "train", training), ("val", "val", validation), ("test", "t10k", test)].compactMap {
      name, prefix, data in data.map { (name, prefix, $0) }
    }
  }

  /// The names of the classes, where they are not the numbers from 0.
  package var namedClasses: [String]? {
    guard let classes = parts.first?.data.classes,
      classes != classes.indices.map(String.init)
    else { return nil }
    return classes
  }

  /// A NumPy archive: `x_train`, `y_train` and so on, and `class_names` unless these are numbers.
  ///
  /// Images are `[image][row][column]`, with several maps `[image][row][column][map]` as Keras has them. Nil if
  /// it would be larger than the form allows.
  package var npz: [UInt8]? {
    guard parts.reduce(0, { $0 + $1.data.count * $1.data.shape.count }) < 1 << 31 else {
      return nil
    }
    var members: [(path: String, content: [UInt8])] = []
    for (name, _, data) in parts {
      let shape = data.shape
      let isGrey = shape.maps == 1
      let pixels =
        isGrey
        ? data.images
        : transposed(data.images, rows: shape.maps, columns: shape.rows * shape.columns)
      members.append(
        (
          "x_\(name).npy",
          NPYWriting.array(
            "|u1", [data.count, shape.rows, shape.columns] + (isGrey ? [] : [shape.maps]), pixels)
        ))
      members.append(("y_\(name).npy", NPYWriting.array("|u1", [data.count], data.labels)))
    }
    if let names = namedClasses {
      members.append(("class_names.npy", NPYWriting.texts(names)))
    }
    return ZipArchive.encoded(members)
  }

  /// The IDX files by their names.
  package var idx: [(name: String, bytes: [UInt8])] {
    parts.flatMap { _, prefix, data in
      [
        (
          "\(prefix)-images-idx\(data.shape.maps == 1 ? 3 : 4)-ubyte",
          IDX.encode(images: data.images, shape: data.shape)
        ),
        ("\(prefix)-labels-idx1-ubyte", IDX.encode(labels: data.labels)),
      ]
    }
  }

  /// CSV files with a header, and their names; nil unless the images are square, because a line does not tell their size.
  package var csv: [(name: String, bytes: [UInt8])]? {
    guard parts.allSatisfy({ squareShape($0.data.shape.count) == $0.data.shape }) else {
      return nil
    }
    return parts.map { name, _, data in ("\(name).csv", data.csv) }
  }
}

extension Dataset {
  /// Text with a header, the label and the pixels of an image in each line.
  fileprivate var csv: [UInt8] {
    let digits = (0...255).map { Array(",\($0)".utf8) }
    let names = classes.map { name in
      let isPlain = !name.contains { "\",;\t\n\r".contains($0) } && name.first != " "
      return Array(
        (isPlain
          ? name
          : "\"\(name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\"")
          .utf8)
    }
    var text = Array("label".utf8)
    for pixel in 0..<shape.count { text += Array(",pixel\(pixel)".utf8) }
    text.append(UInt8(ascii: "\n"))
    for index in 0..<count {
      text += names[Int(labels[index])]
      for pixel in pixels(of: index) { text += digits[Int(pixel)] }
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }
}

/// Arrays in NumPy's `.npy` format, version 1.0.
enum NPYWriting {
  /// An array whose elements are the bytes.
  static func array(_ type: String, _ sizes: [Int], _ bytes: [UInt8]) -> [UInt8] {
    let shape = sizes.count == 1 ? "\(sizes[0])," : sizes.map(String.init).joined(separator: ", ")
    let text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(shape)), }"
    // The elements begin at a multiple of 64.
    let blanks = String(repeating: " ", count: 63 - (10 + text.utf8.count) % 64)
    let header = Array((text + blanks + "\n").utf8)
    return [0x93] + Array("NUMPY".utf8) + [
      1, 0, UInt8(header.count & 255), UInt8(header.count >> 8),
    ]
      + header + bytes
  }

  /// An array of texts, in UCS-4.
  static func texts(_ texts: [String]) -> [UInt8] {
    let width = max(texts.map(\.unicodeScalars.count).max() ?? 1, 1)
    var bytes: [UInt8] = []
    for text in texts {
      let codes = text.unicodeScalars.map(\.value)
      for code in codes + [UInt32](repeating: 0, count: width - codes.count) {
        withUnsafeBytes(of: code.littleEndian) { bytes += $0 }
      }
    }
    return array("<U\(width)", [texts.count], bytes)
  }
}
