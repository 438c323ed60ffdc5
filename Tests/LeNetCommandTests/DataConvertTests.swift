import Foundation
import LeNetCatalog
import LeNetData
import LeNetModel
import Testing

@Suite("Data as people have them, by the program")
struct DataConvertTests {
  /// A folder of IDX files of 40 training and 20 test images of 8 x 8, with names of classes.
  private static func idx(in folder: TemporaryFolder) throws -> String {
    let path = folder.path + "/idx"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (prefix, count) in [("train", 40), ("t10k", 20)] {
      let pixels = (0..<count * 64).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 / 64 &* 11) }
      try Data(IDX.encode(images: pixels, shape: Shape(1, 8, 8))).write(
        to: URL(fileURLWithPath: "\(path)/\(prefix)-images-idx3-ubyte"))
      try Data(IDX.encode(labels: (0..<count).map { UInt8($0 * 3 % 4) })).write(
        to: URL(fileURLWithPath: "\(path)/\(prefix)-labels-idx1-ubyte"))
    }
    try Data("shirt/top\nbag\nno, \"one\"\n10\n".utf8).write(
      to: URL(fileURLWithPath: path + "/classes.txt"))
    return path
  }

  @Test("a data set goes through every form and comes back with every byte")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let start = try Self.idx(in: folder)
    var from = start
    for (form, name) in [("csv", "a"), ("npz", "b.npz"), ("png", "c"), ("idx", "d")] {
      let to = folder.path + "/" + name
      let result = try LeNetProcess.run(["data", "convert", from, to, "--to", form])
      #expect(
        result.status == 0 && result.errors.contains("40 images in train"), "\(result.errors)")
      from = to
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: start) {
      let one = try Data(contentsOf: URL(fileURLWithPath: "\(start)/\(name)"))
      let other = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/d/\(name)"))
      #expect(one == other, "\(name)")
    }
    let again = try LeNetProcess.run(["data", "convert", start, from, "--to", "idx"])
    #expect(again.status == 2 && again.errors.contains("is already there"), "\(again.errors)")
    let open = try LeNetProcess.run(["data", "convert", start, folder.path + "/x"])
    #expect(open.status == 2 && open.errors.contains("give --to idx, csv, npz or png"))
  }

  @Test("images without labels are answered, in Kaggle's form too, from every form")
  func answers() throws {
    let folder = try TemporaryFolder()
    let test = try Dataset.mnist(.test)
    let pixels = Array(test.images[..<(12 * 784)])
    let head = (0..<784).map { "pixel\($0)" }.joined(separator: ",") + "\n"
    let rows = (0..<12).map { image in
      pixels[image * 784..<(image + 1) * 784].map(String.init).joined(separator: ",") + "\n"
    }
    try Data((head + rows.joined()).utf8).write(to: URL(fileURLWithPath: folder.path + "/test.csv"))
    try Data(IDX.encode(images: pixels, shape: Shape(1, 28, 28))).write(
      to: URL(fileURLWithPath: folder.path + "/digits.idx"))
    let right = (0..<12).map { Int(test.labels[$0]) }
    for name in ["test.csv", "digits.idx"] {
      let table = folder.path + "/answers.csv"
      let result = try LeNetProcess.run(
        ["predict", "\(folder.path)/\(name)", "--csv", table, "--kaggle"])
      #expect(result.status == 0, "\(result.errors)")
      let lines = try String(contentsOfFile: table, encoding: .utf8).split(separator: "\n")
      #expect(lines.first == "ImageId,Label" && lines.count == 13)
      let answers = lines.dropFirst().map { Int($0.split(separator: ",")[1]) }
      #expect(answers == right.map { $0 }, "\(lines)")
      let objects = try LeNetProcess.run(["predict", "\(folder.path)/\(name)", "--json"]).objects()
      #expect(objects.count == 12)
      #expect(
        Set(objects[3].keys) == ["index", "id", "label", "class", "confidence", "scores"])
    }
    let mixed = try LeNetProcess.run(["predict", "\(folder.path)/test.csv", "nine.png"])
    #expect(mixed.status == 2 && mixed.errors.contains("is a data set; name it alone"))
  }

  @Test("names of known sets in another spelling, and a path with a tilde")
  func names() throws {
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(["data", "show", "MNIST", "--count", "1"], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let other = try LeNetProcess.run(["data", "inspect", "FashionMNIST"], in: folder.path)
    #expect(
      other.status == 2 && other.errors.contains("fetch it with 'lenet data fetch fashion-mnist'"))
    _ = try Self.idx(in: folder)
    let home = try LeNetProcess.run(
      ["data", "show", "~/idx", "--count", "1"], in: "/", environment: ["HOME": folder.path])
    #expect(home.status == 0, "\(home.errors)")
  }

  @Test("a run is not resumed with classes of other names")
  func otherNames() throws {
    let folder = try TemporaryFolder()
    let path = try Self.idx(in: folder)
    let train = [
      "train", "--recipe", "fast", "--resize-mode", "resize", "--data", path, "--output",
      folder.path + "/run",
    ]
    let first = try LeNetProcess.run(train + ["--epochs", "1"])
    #expect(first.status == 0, "\(first.errors)")
    try Data("a\nb\nc\nd\n".utf8).write(to: URL(fileURLWithPath: path + "/classes.txt"))
    let again = try LeNetProcess.run(train + ["--epochs", "2", "--resume"])
    #expect(again.status == 2 && again.errors.contains("has classes shirt/top"), "\(again.errors)")
  }
}
