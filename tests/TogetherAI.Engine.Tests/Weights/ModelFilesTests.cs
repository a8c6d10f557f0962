namespace TogetherAI.Engine.Tests.Weights;

public class ModelFilesTests
{
    [Fact]
    public void A_folder_gives_its_name_and_its_files()
    {
        using TemporaryFolder folder = new TemporaryFolder().Write("config.json", "{}").Write("empty", "");
        using ModelFiles files = ModelFiles.FromFolder(folder.Path + Path.DirectorySeparatorChar);
        Assert.Equal(Path.GetFileName(folder.Path), files.Name);
        Assert.True(files.Exists("config.json"));
        Assert.False(files.Exists("tokenizer.json"));
        Assert.Equal("{}"u8, files.Open("config.json").Span(0, 2));
        Assert.Same(files.Open("config.json"), files.Open("config.json"));
        Assert.Equal(0, files.Open("empty").Length);
        Assert.True(files.Open("empty").Span(0, 0).IsEmpty);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(-1, 1)]
    [InlineData(2, 1)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(0, -1)]
    public void A_part_outside_the_file_is_refused(long offset, int length)
    {
        using TemporaryFolder folder = new TemporaryFolder().Write("config.json", "{}");
        using ModelFiles files = ModelFiles.FromFolder(folder.Path);
        MappedFile file = files.Open("config.json");
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Span(offset, length).Length);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Throws<DirectoryNotFoundException>(() => ModelFiles.FromFolder("/no/such/folder"));
        using TemporaryFolder folder = new();
        using ModelFiles files = ModelFiles.FromFolder(folder.Path);
        Assert.Equal("config.json", Assert.Throws<ModelFormatException>(() => files.Open("config.json")).File);
        Assert.Equal("../x", Assert.Throws<ModelFormatException>(() => files.Open("../x")).File);
        using ModelFiles resources = ModelFiles.FromResources(typeof(ModelFilesTests).Assembly, "nothing", "nothing");
        Assert.Contains("nothing.config.json", Assert.Throws<ModelFormatException>(() => resources.Open("config.json")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void After_disposal_nothing_can_be_read()
    {
        using TemporaryFolder folder = new TemporaryFolder().Write("config.json", "{}");
        ModelFiles files = ModelFiles.FromFolder(folder.Path);
        MappedFile file = files.Open("config.json");
        files.Dispose();
        files.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Span(0, 1).Length);
        Assert.Throws<ObjectDisposedException>(() => files.Open("config.json"));
    }

    [Fact]
    public void A_model_in_an_assemblys_resources_is_the_same_model()
    {
        using LanguageModel model = LanguageModel.Load(ModelFiles.FromResources(typeof(ModelFilesTests).Assembly, "Models.tai-tiny", "tai-tiny"));
        Assert.Equal("tai-tiny", model.Name);
        int[] ids = TaiTiny.Capital.Ids;
        Assert.Equal(Models.Golden.Run(TaiTiny.Model.Decoder, ids, 64), Models.Golden.Run(model.Decoder, ids, 64));
    }
}
