/// The tensors of one layer, found by their names.
struct WeightGroup: Hashable {
  /// What a tensor is to its layer.
  enum Role: Hashable {
    case weight, bias, scale, shift, mean, variance
    /// A count or a gradient, which no answer needs.
    case ignored
  }

  /// The common part of the names.
  var key: String
  /// The name of the first tensor, for messages.
  var name: String
  var tensors: [Role: StoredTensor] = [:]

  private static let words: [String: Role] = [
    "weight": .weight, "weights": .weight, "w": .weight, "kernel": .weight, "kernels": .weight,
    "filter": .weight, "filters": .weight, "bias": .bias, "biases": .bias, "b": .bias,
    "gamma": .scale, "beta": .shift, "mean": .mean, "variance": .variance, "var": .variance,
    "dw": .ignored, "db": .ignored, "grad": .ignored, "grads": .ignored, "tracked": .ignored,
    "momentum": .ignored, "velocity": .ignored,
  ]
  private static let fillers: Set = ["running", "moving"]

  /// The words of a name: parts between signs, and letters and digits apart.
  static func words(of name: String) -> [String] {
    var words: [String] = []
    var last: Character?
    for character in name {
      let isWord = character.isLetter || character.isNumber
      if isWord {
        let continues =
          last.map {
            $0.isLetter && character.isLetter && !($0.isLowercase && character.isUppercase)
              || $0.isNumber && character.isNumber
          } ?? false
        if continues, !words.isEmpty {
          words[words.count - 1].append(contentsOf: character.lowercased())
        } else {
          words.append(character.lowercased())
        }
      }
      last = isWord ? character : nil
    }
    return words
  }

  /// The role in a name, and what remains of it; nil without one.
  static func role(of name: String) -> (role: Role?, key: String) {
    var words = words(of: name)
    // Keras 2 and Theano give outputs numbers: kernel:0.
    if name.hasSuffix(":0") { words.removeLast() }
    guard let index = words.lastIndex(where: { Self.words[$0] != nil }) else {
      return (nil, words.joined(separator: "."))
    }
    let role = Self.words[words[index]]
    words.remove(at: index)
    words.removeAll { fillers.contains($0) || (role == .ignored && $0 == "batches") }
    return (role, words.joined(separator: "."))
  }

  /// The groups of a file in its order; throws for parameters that no layer of this program has.
  static func groups(_ tensors: [StoredTensor]) throws(ImportError) -> [WeightGroup] {
    var groups: [WeightGroup] = []
    var places: [String: Int] = [:]
    for tensor in tensors {
      let (found, key) = role(of: tensor.name)
      guard found != .ignored else { continue }
      let sizes = tensor.sizes.filter { $0 != 1 }
      var role: Role
      if let found {
        role = found
      } else {
        guard !tensor.values.isEmpty, tensor.values.count > 1 else { continue }
        role = sizes.count > 1 ? .weight : .bias
      }
      if role == .weight, tensor.sizes.count == 3 || tensor.sizes.count > 4 {
        throw .unsupported(
          place: tensor.name, what: "a weight of \(tensor.sizes.count) sizes",
          expected: "a convolution of 4, a full connection of 2 or a batch normalization of 1")
      }
      if found == nil, role == .bias, places[key] == nil, var last = groups.last,
        last.tensors[.bias] == nil,
        last.tensors[.weight]?.sizes.contains(tensor.values.count) == true
      {
        // Arrays without names: a bias follows its weights.
        last.tensors[.bias] = tensor
        groups[groups.count - 1] = last
        continue
      }
      if let place = places[key] {
        guard groups[place].tensors[role] == nil else {
          throw .noNetwork("'\(tensor.name)' and '\(groups[place].name)' have the same meaning")
        }
        groups[place].tensors[role] = tensor
      } else {
        places[key] = groups.count
        groups.append(WeightGroup(key: key, name: tensor.name, tensors: [role: tensor]))
      }
    }
    for index in groups.indices
    where groups[index].tensors[.mean] != nil || groups[index].tensors[.scale] != nil {
      if let scale = groups[index].tensors.removeValue(forKey: .weight) {
        groups[index].tensors[.scale] = scale
      }
      if let shift = groups[index].tensors.removeValue(forKey: .bias) {
        groups[index].tensors[.shift] = shift
      }
    }
    return groups
  }

  /// The parts of the name as numbers and texts, so that conv10 follows conv9.
  var sortKey: [String] {
    key.split(separator: ".").map { part in
      Int(part).map { number in
        String(repeating: "0", count: max(0, 10 - "\(number)".count)) + "\(number)"
      } ?? String(part)
    }
  }
}
