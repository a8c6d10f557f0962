using TogetherAI.Engine.Weights;

namespace TogetherAI.Engine.Tests.Weights;

public class TensorStoreTests
{
    private const string Index = "model.safetensors.index.json";
    private static readonly byte[] s_a = new SafetensorsBuilder().Add("a", "F32", [2], [1f, 2f]).Build();
    private static readonly byte[] s_b = new SafetensorsBuilder().Add("b", "I64", [1], new byte[8]).Build();

    [Fact]
    public void Shards_are_read_together()
    {
        using TemporaryFolder folder = Shards("""{"metadata":{"total_size":16},"weight_map":{"a":"one.safetensors","b":"two.safetensors"}}""");
        using ModelFiles files = ModelFiles.FromFolder(folder.Path);
        TensorStore store = TensorStore.Open(files);
        Assert.Equal("one.safetensors", store.Get("a", 2).File.Name);
        Assert.Equal(["b"], store.Unread.Select(tensor => tensor.Name));
    }

    [Theory]
    [InlineData("""{"weight_map":{"a":"one.safetensors","b":"three.safetensors"}}""", "three.safetensors", null, "missing")]
    [InlineData("""{"weight_map":{"a":"two.safetensors","b":"two.safetensors"}}""", "two.safetensors", "a", "missing")]
    [InlineData("""{"weight_map":{"a":"one.safetensors","c":"two.safetensors"}}""", "two.safetensors", "c", "missing")]
    [InlineData("""{"weight_map":{"a":"../one.safetensors"}}""", Index, "weight_map", "plain file name")]
    [InlineData("""{"weight_map":{"a":"/etc/passwd"}}""", Index, "weight_map", "plain file name")]
    [InlineData("""{"weight_map":{"a":".."}}""", Index, "weight_map", "plain file name")]
    [InlineData("""{"weight_map":{"a":7}}""", Index, "weight_map", "object")]
    [InlineData("""{"weight_map":{"a":null}}""", Index, "weight_map", "names no file")]
    [InlineData("""{"weight_map":["a"]}""", Index, "weight_map", "object")]
    [InlineData("""{}""", Index, "weight_map", "object")]
    [InlineData("""[]""", Index, "weight_map", "object")]
    [InlineData("""{"weight_map":{"a":"one.safetensors","a":"two.safetensors"}}""", Index, "weight_map", "object")]
    [InlineData("""{"weight_map":""", Index, "weight_map", "object")]
    public void A_broken_index_names_the_file_and_the_field(string index, string file, string? field, string message)
    {
        using TemporaryFolder folder = Shards(index);
        Refuses(folder, store => store.ToString(), file, field, message);
    }

    [Fact]
    public void A_tensor_in_two_shards_is_refused()
    {
        using TemporaryFolder folder = Shards("""{"weight_map":{"a":"one.safetensors","b":"two.safetensors"}}""").Write("two.safetensors", s_a);
        Refuses(folder, store => store.ToString(), "two.safetensors", "a", "also in one.safetensors");
    }

    [Fact]
    public void A_tensor_is_held_to_its_presence_its_shape_and_its_type()
    {
        using TemporaryFolder folder = new TemporaryFolder().Write(
            "model.safetensors", new SafetensorsBuilder().Add("a", "F32", [2], [1f, 2f]).Add("b", "I64", [1], new byte[8]).Build());
        Refuses(folder, store => store.Get("c", 1), "model.safetensors", "c", "missing");
        Refuses(folder, store => store.Get("a", 2, 1), "model.safetensors", "a", "has the shape [2]; config.json makes it [2, 1]");
        Refuses(folder, store => store.Get("b", 1), "model.safetensors", "b", "dtype I64");
    }

    [Fact]
    public void A_folder_without_weights_says_which_file_is_missing()
    {
        using TemporaryFolder folder = new();
        Refuses(folder, store => store.ToString(), "model.safetensors", null, "missing");
    }

    private static TemporaryFolder Shards(string index) =>
        new TemporaryFolder().Write(Index, index).Write("one.safetensors", s_a).Write("two.safetensors", s_b);

    private static void Refuses(TemporaryFolder folder, Func<TensorStore, object?> use, string file, string? field, string message)
    {
        using ModelFiles files = ModelFiles.FromFolder(folder.Path);
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => use(TensorStore.Open(files)));
        Assert.Equal((file, field), (fault.File, fault.Field));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }
}
