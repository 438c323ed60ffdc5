import Foundation
import LeNetCatalog
import LeNetData
import LeNetImages
import LeNetText
import Testing

@Suite("lenet predict")
struct PredictCommandTests {
  /// MNIST's test images of these numbers as picture files.
  static func digits(
    _ indices: Range<Int>, in folder: TemporaryFolder, as suffix: String = ".png"
  ) throws -> [UInt8] {
    let data = try Dataset.mnist(.test)
    for index in indices {
      let image = try RasterImage(
        rows: 28, columns: 28, channels: .grey,
        bytes: data.pixels(of: index))
      let name = String(repeating: "0", count: 5 - "\(index)".count) + "\(index)"
      try folder.write(try image.encoded(as: suffix), to: "digits/\(name)\(suffix)")
    }
    return indices.map { data.labels[$0] }
  }

  @Test("A picture is read by the program's own model, in words and as JSON")
  func one() throws {
    let folder = try TemporaryFolder()
    _ = try Self.digits(0..<1, in: folder)
    let path = "digits/00000.png"
    let words = try LeNetProcess.run(["predict", path], in: folder.path)
    #expect(words.status == 0 && words.errors.isEmpty, "\(words)")
    #expect(words.output.hasPrefix("\(path): 7  "))
    let line = try #require(
      try LeNetProcess.run(["predict", path, "--json"], in: folder.path).objects().first)
    #expect(
      line.keys.sorted() == [
        "class", "confidence", "digit", "file", "label", "other", "pages", "scores", "turned",
        "verdict",
      ])
    #expect(line["digit"] as? Int == 7 && line["class"] as? Int == 7)
    #expect(line["label"] as? String == "7" && line["verdict"] as? String == "accepted")
    let scores = try #require(line["scores"] as? [Double])
    #expect(scores.count == 10 && abs(scores.reduce(0, +) - 1) < 1e-9)
  }

  @Test("What is left out is said: other files of a folder, and other pages of a file")
  func leftOut() throws {
    let folder = try TemporaryFolder()
    _ = try Self.digits(0..<1, in: folder)
    try folder.write("%PDF-1.4", to: "digits/form.PDF")
    try folder.write("%PDF-1.4", to: "digits/deep/form.pdf")
    try folder.write("notes", to: "digits/notes.txt")
    try folder.write("notes", to: "digits/.hidden.txt")
    let result = try LeNetProcess.run(["predict", "digits"], in: folder.path)
    #expect(
      result.errors.contains(
        "lenet: note: 3 files in the folders were left out, because the program cannot read them as pictures: 2 .pdf, 1 .txt; "
          + "'pdftoppm -r 300 -png FILE PAGE' makes pictures of a PDF's pages."), "\(result)")
    try folder.write("%PDF-1.4", to: "forms/a.pdf")
    let none = try LeNetProcess.run(["predict", "forms"], in: folder.path)
    #expect(
      none.status == 2 && none.errors.contains("1 file in the folders was left out"), "\(none)")
    // Two frames of a GIF, each of one black pixel.
    let frame: [UInt8] = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]
    let gif =
      Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255] + frame + frame + [
        0x3B
      ]
    try folder.write(gif, to: "two.gif")
    let paged = try LeNetProcess.run(["predict", "two.gif"], in: folder.path)
    #expect(
      paged.errors.contains(
        "lenet: note: two.gif has 2 pages or frames; only the first was read; --page reads another one."
      ),
      "\(paged)")
  }

  @Test("Folders, patterns and standard input give what files give")
  func sources() throws {
    let folder = try TemporaryFolder()
    _ = try Self.digits(0..<3, in: folder)
    try folder.write("no picture", to: "digits/notes.txt")
    try folder.write([UInt8](folder.bytes("digits/00002.png") ?? Data()), to: "digits/more/9.PNG")
    func files(_ arguments: [String]) throws -> [String] {
      try LeNetProcess.run(["predict", "--json"] + arguments, in: folder.path).objects()
        .compactMap { $0["file"] as? String }
    }
    let all = ["digits/00000.png", "digits/00001.png", "digits/00002.png", "digits/more/9.PNG"]
    #expect(try files(["digits"]) == all)
    #expect(try files(["digits/0000[01].png"]) == Array(all.prefix(2)))
    let answer = try LeNetProcess.shell(
      "\"$LENET\" predict - --json < digits/00001.png", in: folder)
    #expect(answer.contains("\"digit\":2"))
  }

  @Test("A table has a line for every picture in order, also for those that cannot be read")
  func table() throws {
    let folder = try TemporaryFolder()
    let labels = try Self.digits(0..<300, in: folder)
    try folder.write("no picture", to: "digits/00100.5.png")
    let result = try LeNetProcess.run(
      ["predict", "digits", "--csv", "table.csv"], in: folder.path)
    #expect(result.status == 1, "one picture cannot be read")
    #expect(result.errors.contains("301 pictures: ") && result.errors.contains("1 not readable"))
    #expect(result.errors.contains("digits/00100.5.png: the file is not a picture"))
    let lines = folder.text("table.csv").split(separator: "\n").map(String.init)
    #expect(lines.count == 302)
    #expect(
      lines[0]
        == "file,verdict,label,confidence,score 0,score 1,score 2,score 3,score 4,score 5,score 6,score 7,"
        + "score 8,score 9,other,error")
    let rows = lines.dropFirst().map { $0.components(separatedBy: ",") }
    #expect(rows.map { $0[0] } == rows.map { $0[0] }.sorted())
    let right = zip(rows.filter { !$0[1].isEmpty }, labels).count { $0[2] == "\($1)" }
    #expect(right >= 296, "\(right) of 300")
    let threads = try LeNetProcess.run(
      ["predict", "digits", "--csv", "one.csv", "--threads", "1"], in: folder.path)
    #expect(threads.status == 1 && folder.bytes("one.csv") == folder.bytes("table.csv"))
  }

  @Test("Names with commas, quotes and line ends are quoted as RFC 4180 wants it")
  func quoting() throws {
    let folder = try TemporaryFolder()
    _ = try Self.digits(0..<1, in: folder)
    let bytes = [UInt8](folder.bytes("digits/00000.png") ?? Data())
    let names = ["a,b.png", "c\"d.png", "e\r\nf.png", "g\"\u{301}.png", "plain.png"]
    for name in names { try folder.write(bytes, to: "odd/\(name)") }
    let result = try LeNetProcess.run(["predict", "odd", "--csv", "t.csv"], in: folder.path)
    #expect(result.status == 0, "\(result)")
    let text = folder.text("t.csv")
    for field in [
      "\"odd/a,b.png\",accepted,7", "\"odd/c\"\"d.png\",accepted,7",
      "\"odd/e\r\nf.png\",accepted,7", "\"odd/g\"\"\u{301}.png\",accepted,7",
      "\nodd/plain.png,accepted,7",
    ] {
      #expect(Data(text.utf8).range(of: Data(field.utf8)) != nil, "\(field)")
    }
  }

  @Test("Fewer answers are accepted where a smaller share is asked for")
  func acceptance() throws {
    let folder = try TemporaryFolder()
    _ = try Self.digits(0..<500, in: folder)
    func accepted(_ share: String) throws -> Int {
      try LeNetProcess.run(["predict", "digits", "--json", "--coverage", share], in: folder.path)
        .objects().count { $0["verdict"] as? String == "accepted" }
    }
    let (few, many) = (try accepted("0.9"), try accepted("0.995"))
    #expect((390...480).contains(few) && many > few + 10, "\(few), \(many)")
  }

  @Test("The steps are drawn as PNG, SVG and a page")
  func explanations() throws {
    let folder = try TemporaryFolder()
    _ = try Self.digits(0..<1, in: folder)
    for name in ["why.png", "why.svg", "why.html"] {
      let result = try LeNetProcess.run(
        ["predict", "digits/00000.png", "--explain", name], in: folder.path)
      #expect(result.status == 0 && result.output.contains("the steps: \(name)"), "\(result)")
    }
    let png = try RasterImage(decoding: [UInt8](folder.bytes("why.png") ?? Data()))
    #expect(min(png.rows, png.columns) > 300)
    let answer = try LeNetProcess.run(["predict", "digits/00000.png"], in: folder.path).output
    let confidence = try #require(answer.firstMatch(of: /7  (99.+ %)/)).output.1
    for name in ["why.svg", "why.html"] {
      let text = folder.text(name)
      #expect(
        text.contains("Read as 7, \(confidence) sure: accepted.") && text.contains("what decided"))
      #expect(text.contains(">\(confidence)<"))
      // The one address is the name of SVG, which a page does not need.
      #expect(text.components(separatedBy: "http").count == (name == "why.svg" ? 2 : 1))
    }
  }

  @Test("Wrong use is told in a sentence, with status 2")
  func wrongUse() throws {
    let folder = try TemporaryFolder()
    _ = try Self.digits(0..<2, in: folder)
    try folder.write("", to: "nothing/notes.txt")
    let both = ["digits/00000.png", "digits/00001.png"]
    for (arguments, part) in [
      (["nothing"], "there is no picture"), (both + ["--explain", "a.png"], "name exactly one"),
      (["digits", "--explain", "a.pdf"], "ends in .png, .svg or .html"),
      (["digits", "--coverage", "2"], "expected a number from"),
      (["digits", "--csv", "no/folder.csv"], "cannot be written"),
      (["-", "digits"], "do not name others"),
      (["digits", "--csv", "a.csv", "--json"], "choose one"),
      (["digits", "--csv", "a.png"], "names a picture"),
      (["a.png", "--explain", "a.png"], "would overwrite"),
      (["digits", "--threads", "0"], "1 to 1024"),
      (["digits", "--model", "no.safetensors"], "there is no model file"),
    ] {
      let result = try LeNetProcess.run(["predict"] + arguments, in: folder.path)
      #expect(result.status == 2 && result.errors.contains(part), "\(arguments): \(result)")
      #expect(result.output.isEmpty)
    }
    let missing = try LeNetProcess.run(["predict", "no.png"], in: folder.path)
    #expect(missing.status == 1 && missing.errors == "lenet: the file no.png does not exist.\n")
  }

  @Test("Cut, damaged and odd files: one sentence each, no crash, little memory")
  func hostile() throws {
    let folder = try TemporaryFolder()
    let pictures = try HostilePictures(seed: 3)
    #expect(pictures.files.count >= 250)
    for (name, bytes) in pictures.files { try folder.write(bytes, to: "odd/\(name)") }
    // As many pixels as are decoded at most.
    let large = try RasterImage(
      rows: 10_000, columns: 10_000, channels: .grey,
      bytes: [UInt8](repeating: 200, count: 100_000_000))
    try folder.write(try large.encoded(as: ".png[bitdepth=1]"), to: "odd/large.png")
    try folder.write(try large.encoded(as: ".jpg"), to: "odd/large.jpg")
    // The largest of those that are decoded as a whole.
    let whole = try RasterImage(
      rows: 5000, columns: 5000, channels: .rgb,
      bytes: (0..<75_000_000).map { UInt8(truncatingIfNeeded: $0 / 3000) })
    for (name, suffix) in [
      ("progressive.jpg", ".jpg[interlace]"), ("interlaced.png", ".png[interlace]"),
    ] {
      try folder.write(try whole.encoded(as: suffix), to: "odd/large-\(name)")
    }
    try folder.write(Array("P6 5000 5000 255\n".utf8) + whole.bytes, to: "odd/large.ppm")
    try folder.write(Array("P6 5000 4999 255\n".utf8) + whole.bytes, to: "odd/large-too.ppm")
    // Ink so broad that lines go through it at every angle.
    for rows in [100, 300, 500] {
      let band = try RasterImage(
        rows: 640, columns: 640, channels: .grey,
        bytes: (0..<640 * 640).map { $0 / 640 >= 60 && $0 / 640 < 60 + rows ? 0 : 255 })
      try folder.write(try band.encoded(as: ".png"), to: "odd/band-\(rows).png")
    }
    let process = try LeNetProcess(["predict", "odd", "--json"], in: folder.path)
    let peak = process.peakMemory()
    let result = try process.wait()
    #expect(result.status == 1, "\(result.errors)")
    let lines = try result.objects()
    #expect(lines.count == folder.names(in: "odd").count { !$0.hasSuffix(".pfm") })
    #expect(!result.errors.contains("VIPS"), "\(result.errors)")
    var failures = 0
    for line in lines {
      if let error = line["error"] as? String {
        failures += 1
        #expect(!error.hasSuffix(".") && !error.contains("\n") && error.count < 250, "\(line)")
      } else {
        #expect(line["verdict"] is String, "\(line)")
      }
    }
    #expect(failures > 150, "seed \(pictures.seed): \(failures) of \(lines.count) are refused")
    #if os(Linux)
    #expect((20 << 20..<300 << 20).contains(peak), "\(peak >> 20) MiB")
    #endif
  }

  @Test("What was finished before a Ctrl-C is in the table")
  func interruption() throws {
    let folder = try TemporaryFolder()
    _ = try Self.digits(0..<1, in: folder)
    // The same picture under many names.
    let bytes = [UInt8](folder.bytes("digits/00000.png") ?? Data())
    for index in 0..<6000 { try folder.write(bytes, to: "many/\(10_000 + index).png") }
    let process = try LeNetProcess(["predict", "many", "--csv", "table.csv"], in: folder.path)
    let start = ContinuousClock.now
    while folder.text("table.csv").count < 20_000, .now < start + .seconds(60) { usleep(1000) }
    process.send(SIGINT)
    let result = try process.wait()
    let text = folder.text("table.csv")
    let lines = text.split(separator: "\n")
    #expect(result.status == 130 && (100..<6000).contains(lines.count), "\(result) \(lines.count)")
    #expect(text.hasSuffix("\n"))
    // In order and without a gap.
    for (index, line) in lines.dropFirst().enumerated() {
      #expect(line.hasPrefix("many/\(10_000 + index).png,accepted,7,"))
    }
  }
}
