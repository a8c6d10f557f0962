using TogetherAI.Engine.Conversion;
using TogetherAI.Engine.Models;
using TogetherAI.Engine.Tests.Weights.Gguf;
using GgufFile = TogetherAI.Engine.Weights.Gguf.GgufFile;

namespace TogetherAI.Engine.Tests.Models.Gguf;

/// <summary>Models in several files, as llama.cpp's <c>gguf-split</c> cuts them: all metadata in the first, three keys in the others.</summary>
public class GgufPartsTests
{
    private const string First = "m-00001-of-00002.gguf", Second = "m-00002-of-00002.gguf";

    private static readonly byte[] s_first = Part(0, 2, "a").Add("general.architecture", "llama").Build(), s_second = Part(1, 2, "b").Build();

    /// <summary>A whole model, cut in three: it loads by any of its files and by its folder, and has the logits of the whole to the bit.</summary>
    [Fact]
    public void A_model_in_parts_is_the_model()
    {
        using TemporaryFolder whole = new(), parts = new();
        string path = Path.Combine(whole.Path, "small.gguf");
        GgufExport.CreateRandom("tiny", path, WeightFormat.Q8_0, seed: 5);
        Cut(path, parts.Path, 3);
        using LanguageModel expected = LanguageModel.Load(path), byFolder = LanguageModel.Load(parts.Path);
        float[][] logits = Golden.Run(expected.Decoder, [5, 17, 300], 3);
        Assert.Equal(("small", "small"), (expected.Name, byFolder.Name));
        Assert.Equal(logits, Golden.Run(byFolder.Decoder, [5, 17, 300], 3));
        for (int part = 1; part <= 3; part++)
        {
            using LanguageModel byPart = LanguageModel.Load(Path.Combine(parts.Path, $"small-0000{part}-of-00003.gguf"));
            Assert.Equal("small", byPart.Name);
            Assert.Equal(logits, Golden.Run(byPart.Decoder, [5, 17, 300], 3));
        }
    }

    [Theory]
    [InlineData("/models/Qwen3-0.6B", "Qwen3-0.6B")]
    [InlineData("/models/Qwen3-0.6B/", "Qwen3-0.6B")]
    [InlineData("Qwen3-0.6B-Q8_0.gguf", "Qwen3-0.6B-Q8_0")]
    [InlineData("/models/Big.GGUF", "Big")]
    [InlineData("/models/Big-00002-of-00010.gguf", "Big")]
    [InlineData("/models/-00002-of-00010.gguf", "-00002-of-00010")]
    [InlineData("/models/Big-0002-of-00010.gguf", "Big-0002-of-00010")]
    public void A_path_has_a_name(string path, string expected) => Assert.Equal(expected, ModelFiles.NameOf(path));

    public static TheoryData<byte[], byte[]?, string, string?, string> Broken => new()
    {
        { s_first, null, Second, null, "is missing; m-00001-of-00002.gguf is the first of 2 parts" },
        { s_first, Part(0, 2, "b").Build(), Second, "split.no", "mixed up" },
        { s_first, Part(1, 3, "b").Build(), Second, "split.count", "another model" },
        { s_first, Part(1, 2, "a").Build(), Second, "a", "also in m-00001-of-00002.gguf" },
        { s_second, s_first, First, "split.count", "this is part 2 of a model, and is found under a name that ends in -00002-of-00002.gguf alone" },
        { Part(0, 3, "a").Build(), s_second, First, "split.count", "ends in -00001-of-00003.gguf alone" },
        { Part(0, 2, "a").Build(), s_second, First, "general.architecture", "is missing" },
        { Part(0, 2, "a").Add("general.architecture", "llama").Add("split.tensors.count", 3).Build(), s_second, First, "split.tensors.count", "is 3, but the parts have 2" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_part_that_is_missing_mixed_up_or_of_another_model_is_named(byte[] first, byte[]? second, string file, string? field, string message)
    {
        using TemporaryFolder folder = new TemporaryFolder().Write(First, first);
        if (second is not null)
            folder.Write(Second, second);
        Refuses(folder, Path.Combine(folder.Path, First), file, field, message);
    }

    [Fact]
    public void Without_its_first_part_a_model_is_not_found_by_another()
    {
        using TemporaryFolder folder = new TemporaryFolder().Write(Second, s_second);
        Refuses(folder, Path.Combine(folder.Path, Second), First, null, "is missing");
        Refuses(folder, folder.Path, First, null, "is missing");
    }

    [Fact]
    public void A_part_under_another_name_says_what_it_was_called()
    {
        using TemporaryFolder folder = new TemporaryFolder().Write("renamed.gguf", s_first).Write(Second, s_second);
        Refuses(folder, Path.Combine(folder.Path, "renamed.gguf"), "renamed.gguf", "split.count", "this is part 1 of a model, and is found under a name that ends in -00001-of-00002.gguf alone");
    }

    private static void Refuses(TemporaryFolder folder, string path, string file, string? field, string message)
    {
        Assert.True(Directory.Exists(folder.Path));
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => LanguageModel.Load(path));
        Assert.Equal((file, field), (fault.File, fault.Field));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    private static GgufBytes Part(ushort number, ushort count, string tensor) => new GgufBytes { Data = 4 }
        .Add("split.no", 2, BitConverter.GetBytes(number)).Add("split.count", 2, BitConverter.GetBytes(count)).Tensor(tensor, 0, 0, 1);

    /// <summary>Cuts a file: its entries into the first part, its tensors in equal numbers into all.</summary>
    private static void Cut(string path, string folder, int parts)
    {
        using ModelFiles files = ModelFiles.FromGguf(path);
        GgufFile whole = GgufFile.Open(files, files.GgufFile!);
        MappedFile bytes = files.Open(files.GgufFile!);
        Engine.Weights.TensorInfo[] tensors = [.. whole.Tensors.All];
        int each = (tensors.Length + parts - 1) / parts, entries = (int)BitConverter.ToInt64(bytes.Span(16, 8));
        byte[] head = bytes.Span(24, (int)EndOfEntries(bytes, entries) - 24).ToArray();
        for (int part = 0; part < parts; part++)
        {
            GgufBytes file = new() { Data = 0 };
            if (part == 0)
                file.AddRaw(head, entries);
            file.Add("split.no", 2, BitConverter.GetBytes((ushort)part)).Add("split.count", 2, BitConverter.GetBytes((ushort)parts)).Add("split.tensors.count", (uint)tensors.Length);
            using MemoryStream data = new();
            foreach (Engine.Weights.TensorInfo tensor in tensors.Skip(part * each).Take(each))
            {
                file.Tensor(tensor.Name, tensor.Type.GgufId, (ulong)data.Length, [.. tensor.Shape.Reverse().Select(static size => (ulong)size)]);
                data.Write(bytes.Span(tensor.Begin, (int)(tensor.End - tensor.Begin)));
                data.Write(new byte[(32 - (data.Length % 32)) % 32]);
            }

            File.WriteAllBytes(Path.Combine(folder, $"small-0000{part + 1}-of-0000{parts}.gguf"), [.. file.Build(), .. data.ToArray()]);
        }
    }

    private static long EndOfEntries(MappedFile file, int entries)
    {
        // The writer's last entry is followed by the first tensor's name.
        byte[] name = GgufBytes.Text("token_embd.weight");
        return 24 + file.Span(24, (int)Math.Min(file.Length - 24, 1 << 20)).IndexOf(name) is > 24 and var end && entries > 0 ? end : throw new InvalidOperationException();
    }
}
