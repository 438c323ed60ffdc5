import LeNetModel
import LeNetText
import Testing

@Suite struct ModelFileErrorTests {
  struct Defect: Sendable, CustomTestStringConvertible {
    var sentence: String
    var change: @Sendable (inout [String: String], inout [Safetensors.Tensor]) -> Void
    var testDescription: String { sentence }

    init(
      _ sentence: String,
      _ change: @escaping @Sendable (inout [String: String], inout [Safetensors.Tensor]) -> Void
    ) {
      self.sentence = sentence
      self.change = change
    }

    /// A defect of one number of one tensor.
    init(_ sentence: String, _ tensor: String, _ index: Int, _ value: Float) {
      self.init(sentence) { _, tensors in
        tensors = tensors.map { found in
          guard found.name == tensor else { return found }
          var values = found.values
          values[index] = value
          return Safetensors.Tensor(name: found.name, shape: found.shape, values: values)
        }
      }
    }
  }

  static let defects = [
    Defect("its metadata has no 'architecture'; expected a file written by this program") {
      texts, _ in
      texts["architecture"] = nil
    },
    Defect("its metadata 'architecture' is damaged: expected the end at byte 3") { texts, _ in
      texts["architecture"] = "{} }"
    },
    Defect(
      "its metadata 'architecture' is damaged: the architecture: 'name' is missing or not a text"
    ) {
      texts, _ in texts["architecture"] = "{}"
    },
    Defect(
      "its metadata 'architecture' is damaged: the key 'input' is given twice, the second time at byte 17"
    ) { texts, _ in texts["architecture"] = #"{"input":[1,1,1],"input":[1,1,1]}"# },
    Defect(
      """
      its metadata 'architecture' is damaged: layer C1 cannot take the input 2x1x4; expected at \
      least 2 rows and columns for its kernel, with padding 0
      """
    ) { texts, _ in
      texts["architecture"] = ModelFileTests.architecture.accepting(input: Shape(2, 1, 4)).json.text
    },
    Defect("its metadata has no 'preparation'; expected a file written by this program") {
      texts, _ in
      texts["preparation"] = nil
    },
    Defect(
      """
      its metadata 'preparation' is damaged: the preparation does not fit: 'size' is 4x5; \
      expected the network's 2x4x4
      """
    ) { texts, _ in
      texts["preparation"] =
        #"{"standardDeviation":[1,1],"resizeMode":"none","mean":[0,0],"size":[4,5]}"#
    },
    Defect("its metadata has no 'classes'; expected a file written by this program") { texts, _ in
      texts["classes"] = nil
    },
    Defect("its metadata 'classes' is damaged: expected a list of names") { texts, _ in
      texts["classes"] = "[0,1]"
    },
    Defect("it names 3 classes; expected one for each of the 2 outputs") { texts, _ in
      texts["classes"] = #"["a","b","c"]"#
    },
    Defect(
      """
      its metadata 'training' is damaged: the training record's 'recipe' is missing or wrong; \
      expected a text
      """
    ) { texts, _ in texts["training"] = "{}" },
    Defect("the tensor N1.running_var of its architecture is missing") { _, tensors in
      tensors.removeAll { $0.name == "N1.running_var" }
    },
    Defect("it has the tensor N1.num_batches_tracked, which is not part of its architecture") {
      _, tensors in
      tensors.append(Safetensors.Tensor(name: "N1.num_batches_tracked", shape: [], values: [1]))
    },
    Defect("the tensor output.weight has the shape [18, 2]; expected [2, 18]") { _, tensors in
      tensors = tensors.map { tensor in
        guard tensor.name == "output.weight" else { return tensor }
        return Safetensors.Tensor(name: tensor.name, shape: [18, 2], values: tensor.values)
      }
    },
    Defect(
      "number 17 of the tensor output.weight is nan; expected finite numbers", "output.weight", 17,
      .nan),
    Defect(
      "number 0 of the tensor C1.bias is -inf; expected finite numbers", "C1.bias", 0, -.infinity),
    Defect(
      "number 1 of the tensor N1.running_mean is inf; expected finite numbers", "N1.running_mean",
      1, .infinity),
    Defect(
      "number 8 of the tensor C1.weight belongs to an absent link and must be 0", "C1.weight", 8,
      .leastNonzeroMagnitude),
    Defect(
      "number 11 of the tensor C1.weight belongs to an absent link and must be 0", "C1.weight", 11,
      -1),
    Defect(
      "number 1 of the tensor N1.running_var is a variance below 0", "N1.running_var", 1, -0.5),
  ]

  @Test("A file with a defect is refused with a sentence", arguments: defects)
  func defect(defect: Defect) throws {
    let good = try Safetensors(reading: try ModelFileTests.model().encoded())
    var metadata = good.metadata
    var tensors = good.tensors
    defect.change(&metadata, &tensors)
    let bytes = Safetensors(metadata: metadata, tensors: tensors).encoded()
    #expect(
      sentence { _ = try ModelFile(reading: bytes) }
        == "the model cannot be used: \(defect.sentence)")
  }

  @Test("A large architecture over few tensors is refused before anything is allocated")
  func smallFileLargeNetwork() throws {
    let large = Architecture(
      name: "large", input: Shape(1, 64, 64),
      layers: ["flatten": .flatten, "output": .fullyConnected(units: 65_000)])
    let bytes = Safetensors(
      metadata: [
        "architecture": large.json.text, "classes": "[]",
        "preparation": #"{"standardDeviation":1,"resizeMode":"none","mean":0,"size":[64,64]}"#,
      ], tensors: []
    ).encoded()
    #expect(
      sentence { _ = try ModelFile(reading: bytes) }
        == "the model cannot be used: the tensor output.weight of its architecture is missing")
  }

  @Test("Extras may not take names of the model, of the format or of each other")
  func repeatedNames() throws {
    let tensor = { Safetensors.Tensor(name: $0, shape: [], values: [0]) }
    for names in [["C1.bias"], ["__metadata__x", "m", "m"]] {
      var model = try ModelFileTests.model()
      model.extraTensors = names.map(tensor)
      let last = try #require(names.last)
      #expect(
        sentence { _ = try model.encoded() }
          == "the model cannot be used: the name \(last) is used twice")
    }
    var model = try ModelFileTests.model()
    model.extraTensors = [tensor("__metadata__")]
    #expect(throws: ModelFileError(.repeatedName("__metadata__"))) { try model.encoded() }
    model.extraTensors = []
    model.extraMetadata = ["training": ""]
    #expect(throws: ModelFileError(.repeatedName("training"))) { try model.encoded() }
  }

  @Test("A header beyond what is read is not written")
  func tooLarge() throws {
    var model = try ModelFileTests.model()
    model.extraMetadata = ["note": String(repeating: "x", count: 1 << 20)]
    #expect(
      sentence { _ = try model.encoded() } == """
        the model cannot be used: it would have more than 1073741824 bytes, or more than 1048576 \
        in its header
        """)
  }

  @Test("A model file cut or changed anywhere never traps")
  func damage() throws {
    let model = try ModelFileTests.model()
    let bytes = try model.encoded()
    for count in 0..<bytes.count {
      #expect(throws: ModelFileError.self, "\(count) bytes") {
        try ModelFile(reading: Array(bytes[..<count]))
      }
    }
    var readable = 0
    for position in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[position] ^= 1 << bit
        guard let read = try? ModelFile(reading: changed) else { continue }
        readable += 1
        // What is read is a model again: it can be written, and reads the same.
        let again = try ModelFile(reading: read.encoded())
        #expect(again.architecture == read.architecture, "bit \(bit) of byte \(position)")
      }
    }
    // A bit of a weight or of a word changes what is read; most bits of the header are refused.
    #expect(readable > 8 * model.parameters.layout.trainableCount && readable < 8 * bytes.count)
  }
}
