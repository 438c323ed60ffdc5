import Foundation
import LeNetCatalog
import LeNetData
import LeNetImages
import LeNetModel
import Testing

@Suite("Folders of pictures")
struct PictureFolderTests {
  /// A folder that is gone after the test.
  final class Pictures {
    let path: String

    init() throws {
      path = FileManager.default.temporaryDirectory.path + "/lenet-pictures-\(UUID().uuidString)"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ bytes: [UInt8], to name: String) throws {
      let url = URL(fileURLWithPath: "\(path)/\(name)")
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
    }

    /// A picture in PGM, or in PPM where it has colours.
    func write(_ image: RasterImage, to name: String) throws {
      let kind = image.channels == .rgb ? "P6" : "P5"
      var file = Array("\(kind) \(image.columns) \(image.rows) 255\n".utf8)
      file += image.bytes
      try write(file, to: name)
    }
  }

  private static let grey = Shape(1, 28, 28)

  /// Three pictures of each of two classes, in one part or in two.
  private static func folder(prefixes: [String]) throws -> Pictures {
    let pictures = try Pictures()
    for prefix in prefixes {
      for number in 0..<3 {
        try pictures.write(seven(left: 0.2 + 0.05 * Double(number)), to: "\(prefix)9/\(number).pgm")
        try pictures.write(
          seven(rows: 90, columns: 200, ink: 240, paper: 10), to: "\(prefix)10/\(number).pgm")
      }
      try pictures.write(Array("not a picture".utf8), to: "\(prefix)9/notes.txt")
    }
    return pictures
  }

  @Test("train and test folders are the parts; classes are their folders, numbers by their value")
  func parts() throws {
    let folder = try Self.folder(prefixes: ["train/", "test/"])
    let source = try DataSource(path: folder.path)
    #expect(source.form == .pictures)
    let loaded = try source.load(pictures: PicturePreparation(for: Self.grey))
    #expect(loaded.splits.training.classes == ["9", "10"] && loaded.notes.isEmpty)
    #expect(loaded.splits.test.labels == [0, 0, 0, 1, 1, 1])
    #expect(loaded.splits.training.shape == Self.grey)
    let first = try #require(DigitPreparation(seven(left: 0.2)))
    #expect(loaded.splits.training.pixels(of: 0) == first.pixels)
    // Dark ink and light ink: both become light on 0.
    for image in [0, 5] {
      let pixels = loaded.splits.training.pixels(of: image)
      #expect(pixels[0] == 0 && pixels[783] == 0 && pixels.max() ?? 0 > 200, "\(image)")
    }
    #expect(loaded.splits.training.sha256["pictures"]?.count == 64)
    #expect(try source.load(.test, pictures: PicturePreparation(for: Self.grey)).count == 6)
  }

  @Test("beside a folder test, a folder val is the validation split")
  func validationFolder() throws {
    let folder = try Self.folder(prefixes: ["train/", "test/"])
    for number in 0..<2 { try folder.write(seven(), to: "val/9/\(number).pgm") }
    let source = try DataSource(path: folder.path)
    #expect(try source.load(.test, pictures: PicturePreparation(for: Self.grey)).count == 6)
    let splits = try source.load(pictures: PicturePreparation(for: Self.grey)).splits
    #expect(splits.training.count == 8 && splits.training.validation == [6, 7])
    #expect(splits.training.files?[6] == "val/9/0.pgm")
  }

  @Test(
    "a table of file names and labels, beside pictures in one folder and beside folders of classes")
  func tables() throws {
    let preparation = try PicturePreparation(for: Self.grey)
    for prefix in ["", "images/"] {
      let folder = try Pictures()
      var text = "image,label\n"
      for number in 0..<14 {
        try folder.write(seven(left: 0.2 + 0.01 * Double(number)), to: "\(prefix)p\(number).pgm")
        if number > 0 {
          text += "p\(number)\(number < 7 ? ".pgm" : ""),\(number % 2 == 0 ? "even" : "odd")\n"
        }
      }
      try folder.write(Array(text.utf8), to: "labels.csv")
      try folder.write(Array("epoch,loss,accuracy\n1,2,3\n".utf8), to: "results.csv")
      for path in [folder.path, folder.path + "/labels.csv"] {
        let loaded = try DataSource(path: path).load(pictures: preparation)
        #expect(loaded.splits.training.count + loaded.splits.test.count == 13)
        #expect(loaded.splits.training.classes == ["even", "odd"])
        #expect(
          loaded.notes.contains { $0.contains("has no label in the table") }, "\(loaded.notes)")
      }
    }
    let folder = try Self.folder(prefixes: ["train/"])
    try folder.write(seven(), to: "test/1.pgm")
    try folder.write(Array("file,label\ntrain/9/0.pgm,9\n".utf8), to: "labels.csv")
    let loaded = try DataSource(path: folder.path).load(pictures: preparation)
    #expect(loaded.splits.training.count + loaded.splits.test.count == 6)
    #expect(loaded.notes.contains { $0.contains("/test has no pictures with a class") })
  }

  @Test("folders without pictures are no classes, which is said")
  func empty() throws {
    let preparation = try PicturePreparation(for: Self.grey)
    for (prefixes, says) in [
      ([""], "the folders 11, notes have no pictures and are not classes"),
      (["train/", "test/"], "the folder train/11 has no picture and is not a class"),
    ] {
      let folder = try Self.folder(prefixes: prefixes)
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(prefixes[0])11", withIntermediateDirectories: false)
      try folder.write([1], to: "notes/README")
      let loaded = try DataSource(path: folder.path).load(pictures: preparation)
      #expect(loaded.splits.training.classes == ["9", "10"])
      #expect(loaded.notes.first == says, "\(loaded.notes)")
    }
  }

  @Test("folders of classes alone are divided, the same way every time")
  func divided() throws {
    let folder = try Self.folder(prefixes: [""])
    let preparation = try PicturePreparation(for: Self.grey, approach: .resize)
    let loaded = try DataSource(path: folder.path).load(pictures: preparation)
    #expect(loaded.splits.training.count == 5 && loaded.splits.test.count == 1)
    #expect(loaded.notes.count == 1)
    let again = try DatasetSplits.load(path: folder.path, pictures: preparation)
    #expect(again.test.images == loaded.splits.test.images)
  }

  @Test(
    "pictures that are only resized keep their brightness; those of the right size all their pixels"
  )
  func resized() throws {
    let folder = try Pictures()
    let picture = try slope(rows: 28, columns: 28)
    for name in ["train/a/1.pgm", "train/b/1.pgm", "test/a/1.pgm"] {
      try folder.write(picture, to: name)
    }
    let parts = try DatasetSplits.load(
      path: folder.path, pictures: PicturePreparation(for: Self.grey, approach: .resize))
    #expect(parts.test.images == picture.bytes)
  }

  @Test("colour comes map after map, and a grey picture has it three times")
  func colour() throws {
    let folder = try Pictures()
    let colours = try slope(rows: 32, columns: 32, channels: .rgb)
    try folder.write(colours, to: "train/a/1.ppm")
    try folder.write(slope(rows: 32, columns: 32), to: "train/b/1.pgm")
    try folder.write(colours, to: "test/a/1.ppm")
    let parts = try DatasetSplits.load(
      path: folder.path, pictures: PicturePreparation(for: Shape(3, 32, 32)))
    var expected: [UInt8] = []
    for channel in 0..<3 {
      for place in 0..<1024 { expected.append(colours.bytes[3 * place + channel]) }
    }
    #expect(parts.test.images == expected)
    let greyOne = parts.training.pixels(of: 1)
    #expect(Array(greyOne[..<1024]) == Array(greyOne[2048...]))
  }

  @Test("what cannot be read is named, and what shows nothing is counted")
  func refused() throws {
    let folder = try Self.folder(prefixes: ["train/", "test/"])
    let preparation = try PicturePreparation(for: Self.grey)
    try folder.write([1, 2, 3], to: "train/9/5.png")
    try folder.write([], to: "train/10/5.png")
    let unreadable = #expect(throws: PictureSetError.self) {
      try DatasetSplits.load(path: folder.path, pictures: preparation)
    }
    #expect(
      unreadable?.description.hasPrefix(
        "2 pictures cannot be read: \(folder.path)/train/9/5.png (") == true)
    var source = try DataSource(path: folder.path)
    source.reading.skipsDamaged = true
    let loaded = try source.load(pictures: preparation)
    #expect(loaded.splits.training.count == 6 && loaded.notes.count == 1)
    #expect(
      loaded.notes[0].contains("/train/9/5.png (") && loaded.notes[0].contains("/train/10/5.png ("))
    try FileManager.default.removeItem(atPath: folder.path + "/train/9/5.png")
    try FileManager.default.removeItem(atPath: folder.path + "/train/10/5.png")
    let white = try RasterImage(
      rows: 40, columns: 40, channels: .grey, bytes: [UInt8](repeating: 250, count: 1600))
    try folder.write(white, to: "test/9/8.pgm")
    let blank = #expect(throws: PictureSetError.self) {
      try DatasetSplits.load(path: folder.path, pictures: preparation)
    }
    #expect(blank == .noInk(count: 1, first: folder.path + "/test/9/8.pgm"))
    #expect(blank?.description.hasPrefix("1 picture shows no ink, the first is ") == true)
    let many = PictureSetError.noInk(count: 1_234_567, first: "a")
    #expect(many.description.hasPrefix("1,234,567 pictures show no ink, the first"))
  }

  @Test("photographs in colour are told from coloured pens by a sample of all classes and parts")
  func colours() throws {
    let (photographs, pens, mixed) = (try Pictures(), try Pictures(), try Pictures())
    for number in 0..<40 {
      let name = "\(number < 30 ? "train" : "test")/\(number % 2)/\(number).ppm"
      let photograph = try scene(number: number)
      let pen = try coloured(
        seven(left: 0.2 + 0.01 * Double(number)), ink: SIMD3(30, 40, 170),
        paper: SIMD3(250, 240, 180))
      try photographs.write(photograph, to: name)
      try pens.write(pen, to: name)
      // Two of five.
      try mixed.write(number % 5 < 2 ? photograph : pen, to: name)
    }
    try photographs.write([1, 2, 3], to: "train/0/broken.png")
    for (folder, colourful, says) in [(photographs, 40, true), (pens, 0, false), (mixed, 16, true)]
    {
      let found = try #require(try DataSource(path: folder.path).pictureColours())
      #expect(found.count == 40 && found.colourful == colourful, "\(found)")
      #expect(found.arePhotographs == says)
    }
    try pens.write(Array("0,1,2,3,4".utf8), to: "table/train.csv")
    #expect(try DataSource(path: pens.path + "/table").pictureColours() == nil)
  }

  /// Luma of ITU-R BT.601.
  @Test("a resized picture in grey weighs red 0.299, green 0.587 and blue 0.114")
  func grey() throws {
    let preparation = try PicturePreparation(for: Shape(1, 28, 28), approach: .resize)
    for (colour, grey) in [([255, 0, 0], 76), ([0, 255, 0], 150), ([0, 0, 255], 29)]
      as [([UInt8], UInt8)]
    {
      let bytes = (0..<28 * 28).flatMap { _ in colour }
      let image = try RasterImage(rows: 28, columns: 28, channels: .rgb, bytes: bytes)
      #expect(preparation.pixels(of: image) == [UInt8](repeating: grey, count: 28 * 28))
    }
  }

  @Test("digits have no colour, and pictures one map or three")
  func preparations() {
    #expect(throws: PictureInputError.colourDigits) {
      try PicturePreparation(for: Shape(3, 32, 32), approach: .digit)
    }
    #expect(throws: PictureInputError.maps(2)) { try PicturePreparation(for: Shape(2, 32, 32)) }
  }
}
