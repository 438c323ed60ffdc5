"""The claims of note E."""

from reproduction.claim import Claim

CLAIMS = [
    Claim(
        "E", "holds",
        ("a checkpoint of the network takes only 250 KB", "62,006 numbers, 248,024 bytes"),
        ("网络的检查点只有 250 KB", "62,006 个数，248,024 字节"),
        command="lenet summary lenet5-cifar10",
    ),
    Claim(
        "E", "holds",
        ("the paper uses tanh, today's networks use ReLU",
         "the same network, eight epochs: ReLU {a-pytorch:accuracy}, tanh {e-tanh:accuracy}, the paper's scaled tanh "
         "{e-scaled-tanh:accuracy}, sigmoid {e-sigmoid:accuracy}"),
        ("论文用 tanh，如今多用 ReLU",
         "同一网络训练八轮：ReLU {a-pytorch:accuracy}，tanh {e-tanh:accuracy}，论文的缩放 tanh {e-scaled-tanh:accuracy}，"
         "sigmoid {e-sigmoid:accuracy}"),
        row="e-scaled-tanh",
    ),
    Claim(
        "E", "holds",
        ("ReLU is easier to train, the sigmoid loses information where it is flat",
         "epochs until 98 % test accuracy: ReLU {a-pytorch:until98}, tanh {e-tanh:until98}, scaled tanh "
         "{e-scaled-tanh:until98}, sigmoid {e-sigmoid:until98}"),
        ("ReLU 更容易训练；sigmoid 两端饱和，会丢失信息",
         "测试准确率达到 98 % 所需轮数：ReLU {a-pytorch:until98}，tanh {e-tanh:until98}，缩放 tanh {e-scaled-tanh:until98}，"
         "sigmoid {e-sigmoid:until98}"),
        row="e-sigmoid",
    ),
    Claim(
        "E", "not",
        ("without an activation the classifier is always linear",
         "with average pooling it is: {e-linear:accuracy}. With max pooling, as in the note's own network, it is not: "
         "{e-identity:accuracy}"),
        ("没有激活函数，分类器永远是线性的",
         "用平均池化时确实如此：{e-linear:accuracy}；笔记自己的网络用最大池化，就不是线性的：{e-identity:accuracy}"),
        row="e-linear",
    ),
    Claim(
        "E", "holds",
        ("the network later proved good for image classification",
         "on CIFAR-10 the tutorial's two epochs give {e-cifar10:accuracy}, in PyTorch on the same files "
         "{e-cifar10-pytorch:accuracy}"),
        ("这个网络后来被证明适合图像分类",
         "在 CIFAR-10 上，按教程训练两轮得到 {e-cifar10:accuracy}，PyTorch 用同样的文件得到 {e-cifar10-pytorch:accuracy}"),
        row="e-cifar10",
    ),
    Claim(
        "E", "silent",
        ("the same network on CIFAR-10: the best accuracy that we reached", "{e-cifar10-best:accuracy}"),
        ("同一网络在 CIFAR-10 上，我们能达到的最好结果", "{e-cifar10-best:accuracy}"),
        row="e-cifar10-best",
    ),
    Claim(
        "E", "silent",
        ("the tutorial's values (batches of 4, two epochs) on MNIST", "{e-mnist:accuracy}"),
        ("教程的设置（批量大小 4，两轮）用于 MNIST", "{e-mnist:accuracy}"),
        row="e-mnist",
    ),
    Claim(
        "E", "not",
        ("torch.tensor(1, 16) makes 16 numbers to reshape", "it stops with an error; torch.arange(16) makes them"),
        ("torch.tensor(1, 16) 得到 16 个数，可以再用 view 变形", "会报错；应当用 torch.arange(16)"),
        command="python3 -c 'import torch; torch.tensor(1, 16)'",
    ),
    Claim(
        "E", "holds",
        ("view(-1, 400): -1 is computed from the rest", "16 x 5 x 5 = 400 features"),
        ("view(-1, 400) 中的 -1 由其余的数推出", "16 x 5 x 5 = 400 个特征"),
        command="lenet summary lenet5-cifar10",
    ),
    Claim(
        "E", "holds",
        ("a kernel is as deep as its input", "C1 with three input channels has 6 x (3 x 25 + 1) = 456 parameters"),
        ("卷积核的深度等于输入的深度", "三个输入通道的 C1 有 6 x (3 x 25 + 1) = 456 个参数"),
        command="lenet summary lenet5-cifar10",
    ),
    Claim(
        "E", "holds",
        ("pooling slides a filter without parameters over the feature maps", "max and average pooling have none: "
         "{a-pytorch:accuracy} and {e-average:accuracy} in the same network"),
        ("池化用不含参数的滤波器在特征图上滑动",
         "最大池化和平均池化没有参数：在同一网络中分别为 {a-pytorch:accuracy} 与 {e-average:accuracy}"),
        row="e-average",
    ),
    Claim(
        "E", "not",
        ("pooling has no parameters; subsampling is a pooling, so it has none either",
         "it is a pooling, but the paper's subsampling trains two numbers for each feature map: {e-subsampling:accuracy} in the same network"),
        ("池化没有参数，下采样也是一种池化，所以也没有参数",
         "下采样是一种池化，但论文的下采样在每个特征图上训练两个数：在同一网络中为 {e-subsampling:accuracy}"),
        row="e-subsampling",
    ),
    Claim(
        "E", "holds",
        ("pooling saves work, memory and parameters",
         "with max pooling and without pooling: {counts-max:multiplyAdds:grouped} and {counts-none:multiplyAdds:grouped} multiply-adds, "
         "{counts-max:activations:grouped} and {counts-none:activations:grouped} numbers in the feature maps of C1 to S4, {counts-max:trainable:grouped} and "
         "{counts-none:trainable:grouped} parameters; the accuracy is {a-pytorch:accuracy} and {e-no-pooling:accuracy}"),
        ("池化减少计算量、内存和参数",
         "最大池化与没有池化相比：乘加次数 {counts-max:multiplyAdds:grouped} 与 {counts-none:multiplyAdds:grouped}，"
         "C1 到 S4 各特征图中数的个数 {counts-max:activations:grouped} 与 {counts-none:activations:grouped}，参数量 {counts-max:trainable:grouped} 与 {counts-none:trainable:grouped}；"
         "准确率 {a-pytorch:accuracy} 与 {e-no-pooling:accuracy}"),
        command="lenet summary lenet5-pytorch; lenet summary lenet5-pytorch --pooling none",
    ),
    Claim(
        "E", "holds",
        ("pooling widens the receptive field", "with it C3 sees 14 x 14 of the input, without it 9 x 9"),
        ("池化扩大感受野", "C3 的感受野：有池化时为 14 x 14，没有池化时为 9 x 9"),
        command="lenet show architecture lenet5-pytorch; lenet show architecture lenet5-pytorch --pooling none",
    ),
    Claim(
        "E", "holds",
        ("pooling makes the network tolerant of shifts",
         "test images shifted by 1, 2 and 3 pixels, means: max pooling {a-pytorch-shifted:by}, average {e-average-shifted:by}, none "
         "{e-no-pooling-shifted:by}"),
        ("池化带来平移不变性",
         "测试图像平移 1、2、3 个像素后的准确率（均值）：最大池化 {a-pytorch-shifted:by}，平均池化 "
         "{e-average-shifted:by}，没有池化 {e-no-pooling-shifted:by}"),
        command="make reproduce OPTIONS='--only a-pytorch e-average e-subsampling e-stride e-no-pooling'",
    ),
    Claim(
        "E", "holds",
        ("subsampling does too, since it is a pooling",
         "the same means: the paper's subsampling {e-subsampling-shifted:by}; strides instead of pooling, which only reduce the size, "
         "{e-stride-shifted:by}, none {e-no-pooling-shifted:by}"),
        ("下采样也是一种池化，作用相同",
         "同样的均值：论文的下采样 {e-subsampling-shifted:by}；用步幅代替池化（只缩小特征图）{e-stride-shifted:by}，没有池化 "
         "{e-no-pooling-shifted:by}"),
        command="make reproduce OPTIONS='--only a-pytorch e-average e-subsampling e-stride e-no-pooling'",
    ),
    Claim(
        "E", "open",
        ("fully connected layers can have about 80 % of all parameters, in networks in general",
         "59,134 of this network's 62,006, 95 %; of the 61,706 in lenet5-pytorch 96 %"),
        ("在一般的网络中，全连接层可占全部参数的 80 % 左右",
         "这个网络的 62,006 个参数中有 59,134 个在全连接层，占 95 %；lenet5-pytorch 的 61,706 个参数中占 96 %"),
        command="lenet summary lenet5-cifar10",
    ),
    Claim(
        "E", "open",
        ("networks such as ResNet, with global average pooling instead of fully connected layers, usually predict better",
         "not for two small networks on MNIST with 6,582 parameters each, after eight epochs: {e-gap:accuracy} with it, "
         "{e-flat:accuracy} with one fully connected layer, and {e-flat-same-time:accuracy} when this one trains for ten epochs, "
         "with equal multiply-adds in total"),
        ("ResNet 等网络用全局平均池化代替全连接层，预测性能通常更好",
         "MNIST 上的两个小网络并非如此：参数同为 6,582 个，训练八轮，全局平均池化 {e-gap:accuracy}，一个全连接层 "
         "{e-flat:accuracy}；后者训练十轮，乘加总次数与前者相同，为 {e-flat-same-time:accuracy}"),
        row="e-gap",
    ),
]  # fmt: skip

# From, to, in English and in Chinese.
_WAYS = [
    ("mnist", "fashion", "MNIST", "Fashion-MNIST", " Fashion-MNIST "),
    ("fashion", "mnist", "Fashion-MNIST", "MNIST", " MNIST "),
    ("mnist", "grey", "MNIST", "CIFAR-10 in grey", "灰度的 CIFAR-10 "),
]  # fmt: skip
CLAIMS += [
    Claim(
        "E", "open",
        (f"fully connected layers are a firewall when a network is transferred to other images: {first} to {second}",
         f"two more epochs on {second}, all layers trained: with them {{e-full-{source}-to-{target}:accuracy}}, without "
         f"{{e-pooled-{source}-to-{target}:accuracy}}; C1 and C3 frozen: {{e-full-{source}-to-{target}-frozen:accuracy}} and "
         f"{{e-pooled-{source}-to-{target}-frozen:accuracy}}; the same two epochs from initial values: "
         f"{{e-full-scratch-{target}:accuracy}} and {{e-pooled-scratch-{target}:accuracy}}"),
        (f"迁移到其他图像时，全连接层是“防火墙”：{first} 到{chinese.rstrip()}",
         f"在{chinese}上再训练两轮，训练全部层：有全连接层时 {{e-full-{source}-to-{target}:accuracy}}，没有时 "
         f"{{e-pooled-{source}-to-{target}:accuracy}}；冻结 C1、C3：{{e-full-{source}-to-{target}-frozen:accuracy}} 与 "
         f"{{e-pooled-{source}-to-{target}-frozen:accuracy}}；从随机初始化开始，同样训练两轮：{{e-full-scratch-{target}:accuracy}} 与 "
         f"{{e-pooled-scratch-{target}:accuracy}}"),
        row=f"e-full-{source}-to-{target}-frozen",
    )
    for source, target, first, second, chinese in _WAYS
]  # fmt: skip
CLAIMS += [
    Claim(
        "E", "open",
        ("letters, which the note says LeNet was first made for",
         "EMNIST's letters are not part of this repository, so we have no figure. `lenet data fetch emnist-letters` downloads "
         "them, and the command trains on them"),
        ("LeNet 最初用于识别手写字母", "EMNIST 的字母不在本仓库中，这次没有测量；用 `lenet data fetch emnist-letters` "
         "下载后，可用这条命令训练"),
        command="lenet train --data emnist-letters --validation 0",
    ),
]  # fmt: skip
