import Foundation
import LeNetCatalog
import LeNetData
import LeNetModel
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite("Data sets of every form")
struct StorageFormatCommandTests {
  @Test("MNIST is sound: status 0, figures for people and for programs")
  func sound() throws {
    let text = try LeNetProcess.run(["data", "inspect", "mnist"])
    #expect(text.status == 0 && text.errors.isEmpty, "\(text)")
    #expect(text.lines.first == "mnist (built in): 10 classes, images of 1x28x28")
    #expect(text.output.contains("0.1307") && text.output.hasSuffix("\nnothing is wrong\n"))
    let result = try LeNetProcess.run(["data", "inspect", "mnist", "--json"])
    let object = try #require(try result.objects().first)
    #expect(
      object.keys.sorted() == [
        "classes", "findings", "format", "name", "notes", "preparation", "shape", "sound", "splits",
      ])
    #expect(object["shape"] as? [Int] == [1, 28, 28] && object["preparation"] is NSNull)
    #expect(object["sound"] as? Bool == true)
    let splits = try #require(object["splits"] as? [[String: Any]])
    #expect(
      splits.first?.keys.sorted() == [
        "blank", "classCounts", "constant", "count", "mean", "sha256", "shape", "split",
        "standardDeviation",
      ])
  }

  @Test("what is wrong ends with status 1 and is said in full")
  func wrong() throws {
    let folder = try TemporaryFolder()
    let data = try Dataset.mnist(.test)
    let size = data.shape.count
    for (name, range) in [("train", 0..<3000), ("t10k", 3000..<3500)] {
      let images = Array(data.images[range.lowerBound * size..<range.upperBound * size])
      // Each training image bears the label of the one before.
      let late =
        name == "train" ? [data.labels[0]] + data.labels[0..<2999] : Array(data.labels[range])
      try folder.write(
        IDX.encode(images: images, shape: data.shape), to: "digits/\(name)-images-idx3-ubyte")
      try folder.write(IDX.encode(labels: late), to: "digits/\(name)-labels-idx1-ubyte")
    }
    let text = try LeNetProcess.run(["data", "inspect", "digits"], in: folder.path)
    #expect(text.status == 1 && text.errors.isEmpty, "\(text)")
    #expect(text.output.contains("wrong: The training labels are out of step by one place"))
    let result = try LeNetProcess.run(["data", "inspect", "digits", "--json"], in: folder.path)
    #expect(result.status == 1)
    let object = try #require(try result.objects().first)
    let findings = try #require(object["findings"] as? [[String: String]])
    #expect(findings.first?.keys.sorted() == ["advice", "kind", "message", "severity"])
    #expect(findings.contains { $0["kind"] == "labelsOutOfStep" && $0["severity"] == "wrong" })
  }

  @Test("one of a thing is not called many, and thousands stand apart")
  func counts() throws {
    let folder = try TemporaryFolder()
    try folder.write((0..<7).map { "0,\($0),2,3,4\n" }.joined(), to: "one.csv")
    try folder.write(
      (0..<4200).map { "\($0 < 100 ? 1 : 0),\($0 % 251),\($0 / 251),3,4\n" }.joined(),
      to: "many.csv")
    let one = try LeNetProcess.run(["data", "inspect", "one.csv"], in: folder.path)
    #expect(one.lines.first == "one (CSV): 1 class, images of 1x2x2")
    #expect(one.output.contains("There are 6 images to train on, for 1 class."), "\(one)")
    let many = try LeNetProcess.run(["data", "inspect", "many.csv"], in: folder.path)
    #expect(many.lines.first == "many (CSV): 2 classes, images of 1x2x2")
    #expect(many.output.contains("3,514 images of class 0, 86 of class 1."), "\(many)")
  }

  @Test("what cannot be read is said in one sentence, with status 2")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    try folder.write("hello", to: "notes.txt")
    try folder.write("label,a,b,c,d\n1,2,3,4,999\n", to: "bad.csv")
    for (arguments, says) in [
      (["inspect", "nowhere"], "neither the name of a data set nor a file or folder"),
      (["inspect", "notes.txt"], "in a format that can be read"),
      (["inspect", "bad.csv"], "line 2, column 5"),
      (["show", "bad.csv"], "line 2, column 5"),
      (["show", "mnist", "--class", "x"], "not a class of mnist"),
      (["show", "mnist", "--first", "10000"], "from 0 to 9999"),
      (["show", "mnist", "--count", "0"], "--count"),
      (["show", "mnist", "-o", "a.gif"], ".svg or .png"),
    ] {
      let result = try LeNetProcess.run(["data"] + arguments, in: folder.path)
      #expect(result.status == 2 && result.output.isEmpty, "\(arguments): \(result)")
      #expect(result.errors.contains(says), "\(arguments): \(result.errors)")
    }
  }

  @Test("Places that are odd are told in one sentence by every command, and none waits for ever")
  func odd() throws {
    let folder = try TemporaryFolder()
    try folder.write("hello", to: "readme/README.md")
    try folder.write("hello", to: "classes/a/README.md")
    try folder.write("P5 1 1 255\n0", to: "loose/7.pgm")
    for name in ["empty", "pipes", "pipe-idx", "pipe-csv", "circle"] {
      try FileManager.default.createDirectory(
        atPath: folder.file(name), withIntermediateDirectories: false)
    }
    for name in ["loop", "circle/loop.csv", "circle/a"] {
      symlink((name as NSString).lastPathComponent, folder.file(name))
    }
    for name in ["pipe.csv", "pipe-csv/x.csv", "pipe-idx/train-images-idx3-ubyte"] {
      mkfifo(folder.file(name), 0o600)
    }
    try folder.write("P5 1 1 255\n0", to: "pipes/a/1.pgm")
    mkfifo(folder.file("pipes/a/2.pgm"), 0o600)
    try folder.write("0,1,2,3,4", to: "listed/x.csv")
    mkfifo(folder.file("listed/classes.txt"), 0o600)
    try folder.write("", to: "locked/train.csv")
    var places = [
      ("empty", "there is nothing in the folder empty"), ("readme", "in a format that can be read"),
      ("readme/README.md", "in a format that can be read"),
      ("classes", "in a format that can be read"),
      ("nowhere", "neither the name of a data set nor a file or folder"),
      ("loose", "holds pictures but no folder for each class"),
      ("loop", "loop cannot be read: too many levels of symbolic links"),
      ("circle", "circle/loop.csv cannot be read: too many levels of symbolic links"),
      ("pipe.csv", "pipe.csv cannot be read: it is not a file"),
      ("pipe-csv", "pipe-csv/x.csv cannot be read: it is not a file"),
      ("pipe-idx", "pipe-idx"),
      ("pipes", "1 picture cannot be read: pipes/a/2.pgm ("),
      ("listed", "listed/classes.txt cannot be read: it is not a file"),
    ]
    // Nothing is locked for the system's administrator.
    if geteuid() != 0 {
      places += [
        ("locked", "locked cannot be read: permission denied"),
        ("locked/train.csv", "locked/train.csv cannot be read: permission denied"),
      ]
    }
    chmod(folder.file("locked"), 0)
    defer { chmod(folder.file("locked"), 0o700) }
    for (place, says) in places {
      for command in [
        ["data", "inspect"], ["data", "show"], ["train", "--output", "run", "--data"],
      ] {
        let result = try LeNetProcess.run(command + [place], in: folder.path)
        #expect(result.status == 2 && result.output.isEmpty, "\(command) \(place): \(result)")
        #expect(result.errors.contains(says), "\(command) \(place): \(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
      }
    }
    #expect(!FileManager.default.fileExists(atPath: folder.file("run")))
  }

  @Test("digits in the terminal, with their classes and numbers")
  func terminal() throws {
    let result = try LeNetProcess.run(
      ["data", "show", "mnist", "--class", "7", "--first", "1", "--count", "2"])
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(result.output.contains("7  (17)") && result.output.contains("7  (26)"))
  }

  @Test("a sheet in SVG, in ink and in colour, and in PNG")
  func sheet() throws {
    let folder = try TemporaryFolder()
    try MadeUpCIFAR.write(to: folder, name: "cifar", perBatch: 12, isBinary: true)
    for (data, count) in [("mnist", 50), ("cifar", 12)] {
      let result = try LeNetProcess.run(
        ["data", "show", data, "-o", "\(data).svg"], in: folder.path)
      #expect(result.status == 0 && result.output == "\(data).svg\n", "\(result)")
      let text = folder.text("\(data).svg")
      #expect(XMLParser(data: Data(text.utf8)).parse())
      #expect(text.components(separatedBy: "<image").count == count + 1)
    }
    #expect(
      folder.text("cifar.svg").contains("airplane") || folder.text("cifar.svg").contains("truck"))
    let png = try LeNetProcess.run(["data", "show", "cifar", "-o", "sheet.png"], in: folder.path)
    let needsMore = png.errors.contains("needs libvips with SVG")
    #expect(needsMore || folder.bytes("sheet.png")?.starts(with: [0x89, 0x50, 0x4E, 0x47]) == true)
  }

  @Test("CIFAR-10's network learns files of both forms", arguments: [true, false])
  func cifar(isBinary: Bool) throws {
    let folder = try TemporaryFolder()
    try MadeUpCIFAR.write(to: folder, name: "cifar", perBatch: 200, isBinary: isBinary)
    let result = try LeNetProcess.run(
      [
        "train", "--recipe", "cifar10", "--data", "cifar", "--epochs", "6", "--batch-size", "8",
        "--learning-rate", "0.01",
        "--validation", "100", "--output", "run", "--json",
      ], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let done = try #require(try result.objects().last)
    let accuracy = try #require(done["testAccuracy"] as? Double)
    // One in ten by chance.
    #expect(accuracy > 0.9, "\(accuracy)")
    let measured = try LeNetProcess.run(
      ["evaluate", "run/model.safetensors", "--data", "cifar", "--json"], in: folder.path)
    #expect(try measured.objects().first?["accuracy"] as? Double == accuracy)
    if isBinary { try coloured(folder) }
  }

  /// A picture of the test split is read as the data set's image is, shown at work and explained.
  private func coloured(_ folder: TemporaryFolder) throws {
    let test = try DatasetSplits.load(path: folder.file("cifar")).test
    let pixels = test.pixels(of: 0)
    var picture = Array("P6 32 32 255\n".utf8)
    for place in 0..<1024 { picture += (0..<3).map { pixels[1024 * $0 + place] } }
    try folder.write(picture, to: "image.ppm")
    let model = ["--model", "run/model.safetensors"]
    let read = try LeNetProcess.run(["predict", "image.ppm", "--json"] + model, in: folder.path)
    #expect(read.status == 0, "\(read)")
    let answers = try LeNetProcess.run(
      ["evaluate", "run/model.safetensors", "--data", "cifar", "--answers", "answers.csv"],
      in: folder.path)
    #expect(answers.status == 0)
    let first = folder.text("answers.csv").split(separator: "\n")[1].split(separator: ",")
    let reading = try #require(try read.objects().first)
    #expect(reading["label"] as? String == String(first[2]), "\(reading)")
    let confidence = try #require(reading["confidence"] as? Double)
    #expect(abs(confidence - (Double(first[3]) ?? 0)) < 1e-5)
    for (arguments, file) in [
      (["show", "feature-maps", "image.ppm", "-o", "maps.svg"], "maps.svg"),
      (["predict", "image.ppm", "--explain", "why.svg"], "why.svg"),
    ] {
      let result = try LeNetProcess.run(arguments + model, in: folder.path)
      #expect(result.status == 0, "\(result)")
      #expect(XMLParser(data: Data(folder.text(file).utf8)).parse())
    }
    #expect(folder.text("why.svg").contains("The whole picture was resized."))
    let digit = try LeNetProcess.run(
      ["show", "feature-maps", "image.ppm", "--preparation", "digit"] + model, in: folder.path)
    #expect(digit.status == 2 && digit.errors.contains("the network needs colour"), "\(digit)")
  }

  @Test("classes without images, and one class alone, are said before training and by the doctor")
  func classes() throws {
    let folder = try TemporaryFolder()
    for (name, labels, says, finding) in [
      (
        "gaps", [0, 1, 7], "no training image is of class 2, 3, 4, 5, 6, so it is never learned",
        "emptyClass"
      ),
      (
        "one", [3], "all training images are of class 3, so there is nothing to tell", "singleClass"
      ),
    ] {
      let lines = (0..<30).map { image in
        "\(labels[image % labels.count]),"
          + (0..<784).map { "\(($0 * (image + 3)) % 251)" }
          .joined(separator: ",")
      }
      try folder.write(lines.joined(separator: "\n"), to: "\(name).csv")
      let trained = try LeNetProcess.run(
        [
          "train", "--data", "\(name).csv", "--epochs", "1", "--batch-size", "10", "--validation",
          "0", "--output", name,
        ], in: folder.path)
      #expect(trained.status == 0, "\(trained)")
      #expect(trained.errors.contains("lenet: note: \(name).csv: \(says)"), "\(trained)")
      let inspected = try LeNetProcess.run(
        ["data", "inspect", "\(name).csv", "--json"], in: folder.path)
      #expect(inspected.status == 1 && !inspected.errors.contains("training image"), "\(inspected)")
      let findings = try inspected.objects().first?["findings"] as? [[String: String]]
      #expect(findings?.contains { $0["kind"] == finding } == true, "\(inspected)")
    }
  }

  @Test(
    "a CSV file without a test split and a folder of pictures are trained on, and it is said how")
  func own() throws {
    let folder = try TemporaryFolder()
    let lines = (0..<300).map { image in
      let label = image % 3
      let (ink, paper) = (200 + image % 50, image * 7 % 30)
      let pixels = (0..<784).map { place -> String in
        let isBand = place / 280 == label
        return isBand ? "\(ink)" : "\(paper)"
      }
      let name = ["up", "middle", "down"][label]
      return ([name] + pixels).joined(separator: ",")
    }
    try folder.write(lines.joined(separator: "\n"), to: "bands.csv")
    for image in 0..<60 {
      let label = image % 2
      let pixels = (0..<1600).map { place -> UInt8 in
        let isInk = label == 0 ? abs(place / 40 - 20) < 3 : abs(place % 40 - 20) < 3
        return isInk && (place % 40 + image) % 40 > 3 ? 20 : 230
      }
      var file = Array("P5 40 40 255\n".utf8)
      file += pixels
      try folder.write(
        file, to: "pictures/\(label == 0 ? "lying" : "standing")/\(image).pgm")
    }
    for data in ["bands.csv", "pictures"] {
      let result = try LeNetProcess.run(
        [
          "train", "--data", data, "--epochs", "3", "--batch-size", "10", "--validation", "0",
          "--output", "run-\(data)", "--json",
        ], in: folder.path)
      #expect(result.status == 0, "\(result.errors)")
      #expect(
        result.errors.contains("lenet: note: \(data): there is no test split, so one image in 7"))
      #expect(try #require(try result.objects().last?["testAccuracy"] as? Double) > 0.9)
    }
    let inspected = try LeNetProcess.run(
      ["data", "inspect", "pictures", "--preparation", "resize"], in: folder.path)
    #expect(inspected.status == 1 && inspected.output.contains("dark on light"), "\(inspected)")
  }
}
