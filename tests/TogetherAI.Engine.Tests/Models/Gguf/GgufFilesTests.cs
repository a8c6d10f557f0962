using TogetherAI.Engine.Models;
using TogetherAI.Engine.Tests.Weights.Gguf;

namespace TogetherAI.Engine.Tests.Models.Gguf;

public class GgufFilesTests
{
    private static readonly byte[] s_first = Part(0, 2, "a"), s_second = Part(1, 2, "b");

    [Fact]
    public void A_model_can_be_named_by_its_file_or_by_the_folder_that_holds_it_alone()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "small-Q8_0.gguf");
        GgufExport.CreateRandom("tiny", path, WeightFormat.Q8_0, seed: 3);
        using LanguageModel byFile = LanguageModel.Load(path), byFolder = LanguageModel.Load(folder.Path);
        Assert.Equal(("small-Q8_0", "small-Q8_0"), (byFile.Name, byFolder.Name));
        Assert.Equal(1000, byFile.Spec.VocabularySize);
        Assert.Equal([1], byFile.Tokenizer.LeadingTokens.ToArray());
        Assert.Equal("Hello, wörld", byFile.Tokenizer.Decode(byFile.Tokenizer.Encode("Hello, wörld")));

        File.Copy(path, Path.Combine(folder.Path, "other.gguf"));
        Assert.Contains("one of 2 models", Assert.Throws<ModelFormatException>(() => LanguageModel.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_writes_the_same_file_and_another_another()
    {
        using TemporaryFolder folder = new();
        byte[] Write(ulong seed)
        {
            string path = Path.Combine(folder.Path, "random.gguf");
            GgufExport.CreateRandom("tiny", path, WeightFormat.Q4_0, seed);
            return File.ReadAllBytes(path);
        }

        byte[] first = Write(1);
        Assert.Equal(first, Write(1));
        Assert.NotEqual(first, Write(2));
    }

    [Fact]
    public void Parts_are_read_together()
    {
        using TemporaryFolder folder = Parts(s_first, s_second);
        using ModelFiles files = ModelFiles.FromFolder(folder.Path);
        Assert.Equal(("m-00001-of-00002.gguf", "m"), (files.GgufFile, files.Name));
        TogetherAI.Engine.Weights.Gguf.GgufFile file = TogetherAI.Engine.Weights.Gguf.GgufFile.Open(files, files.GgufFile!);
        Assert.Equal(["a", "b"], file.Tensors.All.Select(tensor => tensor.Name).Order());
    }

    public static TheoryData<byte[]?, string, string?, string> BrokenParts => new()
    {
        { null, "m-00002-of-00002.gguf", null, "missing" },
        { Part(0, 2, "b"), "m-00002-of-00002.gguf", "split.no", "mixed up" },
        { Part(1, 3, "b"), "m-00002-of-00002.gguf", "split.count", "another model" },
        { Part(1, 2, "a"), "m-00002-of-00002.gguf", "a", "also in m-00001-of-00002.gguf" },
    };

    [Theory]
    [MemberData(nameof(BrokenParts))]
    public void A_part_that_is_missing_or_of_another_model_is_named(byte[]? second, string file, string? field, string message)
    {
        using TemporaryFolder folder = Parts(s_first, second);
        using ModelFiles files = ModelFiles.FromFolder(folder.Path);
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => Decoder.Load(files));
        Assert.Equal((file, field), (fault.File, fault.Field));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_part_and_a_part_under_another_name_are_no_model()
    {
        using TemporaryFolder folder = Parts(s_first, s_second).Write("renamed.gguf", s_first);
        Assert.Contains("not the first part", Fault("m-00002-of-00002.gguf"), StringComparison.Ordinal);
        Assert.Contains("must be named", Fault("renamed.gguf"), StringComparison.Ordinal);

        string Fault(string file)
        {
            using ModelFiles files = ModelFiles.FromGguf(Path.Combine(folder.Path, file));
            return Assert.Throws<ModelFormatException>(() => Decoder.Load(files)).Message;
        }
    }

    [Fact]
    public void A_conversion_that_fails_leaves_what_was_there()
    {
        using TemporaryFolder folder = new TemporaryFolder().Write("kept.gguf", "before");
        string path = Path.Combine(folder.Path, "kept.gguf");
        Assert.Throws<OperationCanceledException>(() => GgufExport.CreateRandom("tiny", path, WeightFormat.F32, cancellationToken: new CancellationToken(canceled: true)));
        Assert.Equal("before", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    private static byte[] Part(ushort number, ushort count, string tensor) => new GgufBytes { Data = 4 }
        .Add("general.architecture", "llama").Add("split.no", 2, BitConverter.GetBytes(number)).Add("split.count", 2, BitConverter.GetBytes(count))
        .Tensor(tensor, 0, 0, 1).Build();

    private static TemporaryFolder Parts(byte[] first, byte[]? second)
    {
        TemporaryFolder folder = new TemporaryFolder().Write("m-00001-of-00002.gguf", first);
        return second is null ? folder : folder.Write("m-00002-of-00002.gguf", second);
    }
}
