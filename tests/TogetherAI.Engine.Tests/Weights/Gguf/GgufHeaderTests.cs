using TogetherAI.Engine.Weights;

namespace TogetherAI.Engine.Tests.Weights.Gguf;

public class GgufHeaderTests
{
    [Theory]
    [InlineData(2u)]
    [InlineData(3u)]
    public void Metadata_and_tensors_are_read_where_they_lie(uint version)
    {
        byte[] bytes = new GgufBytes { Version = version }
            .Add("general.architecture", "llama")
            .Add("u8", 0, 200).Add("i8", 1, 0xFF).Add("u16", 2, 0x34, 0x12).Add("i64", 11, 0xFE, 255, 255, 255, 255, 255, 255, 255).Add("yes", 7, 1)
            .Add("f32", 6, BitConverter.GetBytes(0.5f)).Add("f64", 12, BitConverter.GetBytes(-2.25))
            .Add("names", 9, [.. BitConverter.GetBytes(8), .. BitConverter.GetBytes(2L), .. GgufBytes.Text("a"), .. GgufBytes.Text("β")])
            .Add("numbers", 9, [.. BitConverter.GetBytes(5), .. BitConverter.GetBytes(2L), .. BitConverter.GetBytes(-7), .. BitConverter.GetBytes(9)])
            .Tensor("second", 8, 32, 32, 2).Tensor("first", 0, 0, 3).Build();
        GgufBytes.Read(bytes, (metadata, tensors) =>
        {
            Assert.Equal("llama", metadata.Text("general.architecture"));
            Assert.Equal((200, -1, 0x1234, -2), (metadata.Integer("u8"), metadata.Integer("i8", min: -5), metadata.Integer("u16"), metadata.Integer("i64", min: -5)));
            Assert.Equal((true, 0.5, -2.25, 200.0), (metadata.Flag("yes", false), metadata.Number("f32"), metadata.Number("f64"), metadata.Number("u8")));
            Assert.Equal(["a", "β"], metadata.Texts("names"));
            Assert.Equal([-7, 9], metadata.Integers("numbers"));
            Assert.Equal(["first", "second"], tensors.Select(tensor => tensor.Name));
            Assert.Equal([2, 32], tensors[1].Shape);
            Assert.Equal((TensorType.F32, WeightFormat.Q8_0), (tensors[0].Type, tensors[1].Type.Format));
            Assert.Equal([0, 1, 2], tensors[0].File.Span(tensors[0].Begin, 3).ToArray());
            Assert.Equal((32L, 68L), (tensors[1].File.Span(tensors[1].Begin, 1)[0], tensors[1].End - tensors[1].Begin));
        });
    }

    [Fact]
    public void The_alignment_is_the_files_own() => GgufBytes.Read(
        new GgufBytes().Add("general.alignment", 64).Tensor("a", 0, 64, 1).Tensor("b", 0, 0, 16).Build(alignment: 64),
        (_, tensors) => Assert.Equal([0, 64], tensors.Select(tensor => (int)tensor.File.Span(tensor.Begin, 1)[0])));

    public static TheoryData<string, string, string> Broken => new()
    {
        { Hex(new GgufBytes { Magic = "GGML" }.Build()), "magic", "no GGUF file" },
        { "4747", "magic", "cut off" },
        { Hex(new GgufBytes { Version = 1 }.Build()), "version", "2 and 3 are supported" },
        { Hex(new GgufBytes { Version = 0x03000000 }.Build()), "version", "byte order" },
        { Hex(new GgufBytes { EntryCount = 1UL << 63 }.Build()), "metadata_kv_count", "9223372036854775808 entries" },
        { Hex(new GgufBytes { TensorCount = ulong.MaxValue }.Build()), "tensor_count", "18446744073709551615 tensors" },
        { Hex(new GgufBytes { TensorCount = 3, Data = 0 }.Build()), "tensor_count", "3 tensors" },
        { Hex(new GgufBytes { Data = 0 }.Add("a", 13, 0).Build()), "a", "unknown value type 13" },
        { Hex(new GgufBytes().Add("a", 1u).Add("a", 2u).Build()), "a", "twice" },
        { Hex(new GgufBytes().Add("a", 9, [9, 0, 0, 0, .. BitConverter.GetBytes(1L)]).Build()), "a", "array of arrays" },
        { Hex(new GgufBytes().Add("a", 9, [4, 0, 0, 0, .. BitConverter.GetBytes(1L << 62)]).Build()), "a", "4611686018427387904 elements" },
        { Hex(new GgufBytes().Add("a", 9, [8, 0, 0, 0, .. BitConverter.GetBytes(20L)]).Build()), "a", "bytes of text" },
        { Hex(new GgufBytes().Add("a", 8, BitConverter.GetBytes(1UL << 63)).Build()), "a", "bytes of text" },
        { Hex(new GgufBytes().Add("general.alignment", 24).Build()), "general.alignment", "power of two" },
        { Hex(new GgufBytes().Add("general.alignment", 0).Build()), "general.alignment", "from 8" },
        { Hex(new GgufBytes().Tensor("t", 0, 0).Build()), "t", "0 dimensions" },
        { Hex(new GgufBytes().Tensor("t", 0, 0, 1, 1, 1, 1, 1).Build()), "t", "5 dimensions" },
        { Hex(new GgufBytes().Tensor("t", 0, 0, 0).Build()), "t", "impossible shape" },
        { Hex(new GgufBytes().Tensor("t", 0, 0, 1UL << 63).Build()), "t", "impossible shape" },
        { Hex(new GgufBytes().Tensor("t", 0, 0, 1UL << 40, 1UL << 40).Build()), "t", "impossible shape" },
        { Hex(new GgufBytes().Tensor("t", 0, 0, 1UL << 40).Build()), "t", "more than the file's" },
        { Hex(new GgufBytes().Tensor("t", 4, 0, 32).Build()), "t", "unknown type 4" },
        { Hex(new GgufBytes().Tensor("t", 8, 0, 33).Build()), "t", "blocks of 32 do not divide" },
        { Hex(new GgufBytes().Tensor("t", 0, 4, 1).Build()), "t", "no multiple of 32" },
        { Hex(new GgufBytes().Tensor("t", 0, ulong.MaxValue - 31, 1).Build()), "t", "no multiple of 32" },
        { Hex(new GgufBytes().Tensor("t", 0, 0, 65).Build()), "t", "a part of it is missing" },
        { Hex(new GgufBytes().Tensor("t", 0, 0, 16).Tensor("u", 0, 32, 1).Build()), "u", "overlaps" },
        { Hex(new GgufBytes().Tensor("t", 0, 0, 1).Tensor("t", 0, 32, 1).Build()), "t", "twice" },
        { Hex(new GgufBytes().Tensor("t", 0, 0, 1).Tensor("u", 0, 64, 1).Build()), "u", "belong to no tensor" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_fault_names_the_file_and_the_field(string hex, string field, string message)
    {
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => GgufBytes.Read(Convert.FromHexString(hex), (_, _) => { }));
        Assert.Equal(("model.gguf", field), (fault.File, fault.Field));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_short_at_any_byte_is_refused()
    {
        byte[] whole = new GgufBytes { Data = 4 }.Add("general.architecture", "llama").Tensor("t", 0, 0, 1).Build();
        GgufBytes.Read(whole, (_, tensors) => Assert.Single(tensors));
        for (int length = 1; length < whole.Length; length++)
            Assert.Throws<ModelFormatException>(() => GgufBytes.Read(whole[..length], (_, _) => { }));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes);
}
