using TogetherAI.Engine.Weights;

namespace TogetherAI.Engine.Tests.Weights;

public class SafetensorsTests
{
    private const string Good = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    [Fact]
    public void A_header_of_odd_length_places_tensors_at_odd_addresses()
    {
        byte[] bytes = new SafetensorsBuilder().Add("a", "F32", [2], [1f, 2f]).Add("b", "BF16", [1, 3], [1f, -2f, 0.5f]).Build(alignment: 3);
        Read(bytes, tensors =>
        {
            Assert.Equal(["a", "b"], tensors.Select(tensor => tensor.Name));
            Assert.Equal([1, 3], tensors[1].Shape);
            Assert.Equal(TensorType.BF16, tensors[1].Type);
            Assert.Equal(bytes.Length - 6, tensors[1].Begin);
            Assert.Equal(1, tensors[0].Begin % 2);
            Assert.Equal([0x80, 0x3F, 0x00, 0xC0, 0x00, 0x3F], tensors[1].File.Span(tensors[1].Begin, 6).ToArray());
        });
    }

    [Fact]
    public void Empty_tensors_and_scalars_are_allowed() => Read(
        SafetensorsBuilder.File("""{"none":{"dtype":"F16","shape":[0,7],"data_offsets":[0,0]},"one":{"dtype":"F16","shape":[],"data_offsets":[0,2]}}""", 1, 2),
        tensors => Assert.Equal(2, tensors.Count));

    [Theory]
    [InlineData("", "header", "truncated")]
    [InlineData("0102030405", "header", "truncated")]
    [InlineData("FFFFFFFFFFFFFFFF7B7D", "header", "18446744073709551615 bytes long")]
    [InlineData("03000000000000007B7D", "header", "3 bytes long")]
    [InlineData("0000000000000000", "header", "0 bytes long")]
    [InlineData("0200000000000000FFFE", "header", "UTF-8")]
    [InlineData("02000000000000005B5D", "header", "no object")]
    [InlineData("02000000000000007B5D", "header", "JSON")]
    public void A_broken_frame_names_the_header(string hex, string field, string message) => Refuses(Convert.FromHexString(hex), field, message);

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,16]}}""", "a", "holds 8 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "a", "data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", "a", "data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "a", "takes 12")]
    [InlineData("""{"a":{"dtype":"Q4_0","shape":[2],"data_offsets":[0,8]}}""", "a", "dtype 'Q4_0'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "a", "impossible shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807,9223372036854775807],"data_offsets":[0,8]}}""", "a", "impossible shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904,2],"data_offsets":[0,8]}}""", "a", "impossible shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "b", "overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "a", "4 bytes before it")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", null, "4 bytes after")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "a", "twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"colour":1}}""", "a", "colour")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}}""", "a", "repeated")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", "a", "data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", "a", "data_offsets")]
    [InlineData("""{"a":7}""", "a", "object")]
    [InlineData("""{"a":{"dtype":7,"shape":[2],"data_offsets":[0,8]}}""", "header", "JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", "header", "64-bit integer")]
    [InlineData("""{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}""", "header", "64-bit integer")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "header", "JSON")]
    [InlineData("""{} {}""", "header", "JSON")]
    public void A_fault_names_the_tensor(string header, string? field, string message) =>
        Refuses(SafetensorsBuilder.File(header, new byte[8]), field, message);

    [Fact]
    public void A_file_cut_short_at_any_byte_is_refused()
    {
        byte[] whole = SafetensorsBuilder.File(Good, new byte[8]);
        Read(whole, tensors => Assert.Single(tensors));
        for (int length = 0; length < whole.Length; length++)
            Assert.Throws<ModelFormatException>(() => Read(whole[..length], _ => { }));
    }

    [Fact]
    public void Nested_brackets_without_end_are_refused() => Refuses(SafetensorsBuilder.File("{\"__metadata__\":" + new string('[', 5000)), "header", "JSON");

    [Fact]
    public void Thousands_of_damaged_headers_give_the_typed_error_or_none_and_take_no_memory_to_speak_of()
    {
        byte[] whole = new SafetensorsBuilder().Add("a", "F32", [2, 3], new float[6]).Add("b", "BF16", [4], new float[4]).Add("c", "F16", [1, 1], new float[1]).Build();
        Random random = new(20261120);
        byte[] alphabet = "{}[]\":,0123456789-.eE\\utrFB\u0000\u007f"u8.ToArray();
        int refused = 0, rounds = Rounds.Of(4000);
        for (int round = 0; round < rounds; round++)
        {
            byte[] damaged = [.. whole];
            for (int change = random.Next(1, 5); change > 0; change--)
            {
                int at = random.Next(damaged.Length);
                damaged[at] = random.Next(3) == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];
                if (random.Next(8) == 0)
                    damaged = [.. damaged[..at], .. damaged[random.Next(damaged.Length)..]];
                if (damaged.Length == 0)
                    break;
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            refused += Outcome(damaged);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
        }

        Assert.InRange(refused, rounds / 4, rounds);
    }

    private static unsafe int Outcome(byte[] bytes)
    {
        fixed (byte* start = bytes)
        {
            using UnmanagedMemoryStream stream = new(start, bytes.Length);
            using MappedFile file = MappedFile.Of("model.safetensors", stream);
            try
            {
                SafetensorsHeader.Read(file);
                return 0;
            }
            catch (ModelFormatException)
            {
                return 1;
            }
        }
    }

    private static void Refuses(byte[] bytes, string? field, string message)
    {
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => Read(bytes, _ => { }));
        Assert.Equal("model.safetensors", fault.File);
        Assert.Equal(field, fault.Field);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    private static void Read(byte[] bytes, Action<List<TensorInfo>> check)
    {
        using TemporaryFolder folder = new TemporaryFolder().Write("model.safetensors", bytes);
        using ModelFiles files = ModelFiles.FromFolder(folder.Path);
        check(SafetensorsHeader.Read(files.Open("model.safetensors")));
    }
}
