import Foundation
import LeNetData
import LeNetModel
import Testing

/// A way to spoil a good folder, and what is said then.
struct BadFolder: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let text: String
  let spoil: @Sendable (TemporaryFolder) throws -> Void

  init(
    _ name: String, _ text: String, spoil: @escaping @Sendable (TemporaryFolder) throws -> Void
  ) {
    testDescription = name
    self.text = text
    self.spoil = spoil
  }

  static let all = missing + files + contents + classLists

  static let missing = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
  ].map { name in
    BadFolder(
      "no \(name)",
      "there is no \(name) (nor \(name).gz) in FOLDER; put it there or name another folder"
    ) { try $0.remove(name) }
  }

  static let files = [
    BadFolder(
      "a folder for a file",
      "FOLDER/train-labels-idx1-ubyte cannot be read: it is not a file"
    ) { folder in
      try folder.remove("train-labels-idx1-ubyte")
      try FileManager.default.createDirectory(
        atPath: folder.path + "/train-labels-idx1-ubyte", withIntermediateDirectories: false)
    },
    BadFolder(
      "a named pipe for a file",
      "FOLDER/t10k-images-idx3-ubyte cannot be read: it is not a file"
    ) { folder in
      try folder.remove("t10k-images-idx3-ubyte")
      try #require(mkfifo(folder.path + "/t10k-images-idx3-ubyte", 0o600) == 0)
    },
    BadFolder(
      "a file of three gigabytes",
      "FOLDER/t10k-images-idx3-ubyte: the IDX header says 2 x 2 x 3 = 12 bytes, but more bytes follow; "
        + "copy or download the file again"
    ) { folder in
      try #require(truncate(folder.path + "/t10k-images-idx3-ubyte", 3_000_000_000) == 0)
    },
  ]

  static let contents = [
    BadFolder(
      "a web page named .gz",
      "FOLDER/train-images-idx3-ubyte.gz: this looks like a web page, not an IDX file; open it "
        + "to see why, and download the file again"
    ) { folder in
      try folder.remove("train-images-idx3-ubyte")
      try folder.write("<!DOCTYPE html>", to: "train-images-idx3-ubyte.gz")
    },
    BadFolder(
      "an empty file",
      "FOLDER/t10k-labels-idx1-ubyte: the file ends after 0 bytes, inside the IDX header of 4; copy "
        + "or download it again"
    ) { try $0.write([], to: "t10k-labels-idx1-ubyte") },
    BadFolder(
      "more labels than images",
      "NAME: there are 3 images but 4 labels; give each image one label"
    ) { try $0.write(IDX.encode(labels: [1, 2, 3, 4]), to: "train-labels-idx1-ubyte") },
    BadFolder(
      "fewer labels than images",
      "NAME: there are 2 images but 1 labels; give each image one label"
    ) { try $0.write(IDX.encode(labels: [1]), to: "t10k-labels-idx1-ubyte") },
    BadFolder(
      "a label above 9",
      "NAME: label 10 of image 1 has no class, expected 0 to 9; correct it, or name all classes: "
        + "`classes` for images in memory, a classes.txt beside files"
    ) { try $0.write(IDX.encode(labels: [9, 10]), to: "t10k-labels-idx1-ubyte") },
    BadFolder(
      "test images of another size",
      "NAME: the training images are 1x2x3 (maps x rows x columns), the test images 1x3x2; use splits "
        + "that belong together"
    ) { folder in
      try folder.write(
        IDX.encode(images: someBytes(12), shape: Shape(1, 3, 2)), to: "t10k-images-idx3-ubyte")
    },
  ]

  static let classLists = [
    list("an empty list", "", "there is no class name; give at least one"),
    list("a blank list", " \n\n", "there is no class name; give at least one"),
    list("a gap", "a\n\nb", "class 1 has no name; give each class one"),
    list(
      "a repeated name", "a\nb\na \n", "class 2 repeats the name \"a\"; give each class its own"),
    list(
      "257 names", (0..<257).map(String.init).joined(separator: "\n"),
      "there are 257 class names, expected at most 256; merge classes"),
    BadFolder(
      "a list that is not text",
      "FOLDER/classes.txt: this is not UTF-8 text; write one class name per line"
    ) { try $0.write([0x61, 0xFF, 0xFE], to: "classes.txt") },
    BadFolder(
      "fewer names than labels",
      "NAME: label 7 of image 0 has no class, expected 0 to 2; correct it, or name all classes: "
        + "`classes` for images in memory, a classes.txt beside files"
    ) { try $0.write("a\nb\nc\n", to: "classes.txt") },
  ]

  private static func list(_ name: String, _ content: String, _ text: String) -> BadFolder {
    BadFolder(name, "FOLDER/classes.txt: \(text)") { try $0.write(content, to: "classes.txt") }
  }
}
