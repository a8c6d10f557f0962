namespace TogetherAI.Engine.Tests.Models.Gguf;

public class GgufFilesTests
{
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
    public void A_conversion_that_fails_leaves_what_was_there()
    {
        using TemporaryFolder folder = new TemporaryFolder().Write("kept.gguf", "before");
        string path = Path.Combine(folder.Path, "kept.gguf");
        Assert.Throws<OperationCanceledException>(() => GgufExport.CreateRandom("tiny", path, WeightFormat.F32, cancellationToken: new CancellationToken(canceled: true)));
        Assert.Equal("before", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }
}
