using TogetherAI.Testing;

namespace TogetherAI.Cli.Tests;

public sealed class ConvertTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tai-convert-").FullName;

    [Fact]
    public async Task A_random_model_is_written()
    {
        string path = Path.Combine(_folder, "random.gguf");
        Run written = await Run.ToEndAsync("convert", "--random", "tiny", path, "--format", "q8_0", "--seed", "7");
        Assert.Equal((0, "", true), (written.ExitCode, written.Error, File.Exists(path)));
        Assert.StartsWith(path + ": ", written.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_converted_model_answers_as_its_folder_does()
    {
        string path = Path.Combine(_folder, "tai.gguf");
        Run written = await Run.ToEndAsync("convert", RepositoryFiles.Path("src", "TogetherAI.Local", "Models", "tai-tiny"), path, "--format", "q8_0");
        Assert.Equal((0, ""), (written.ExitCode, written.Error));
        Run answered = await Run.ToEndAsync("chat", "--model", path, "What is the capital of France?");
        Assert.Equal((0, "The capital of France is Paris."), (answered.ExitCode, answered.Output.Trim()));
    }

    [Theory]
    [InlineData("--format", "q8_0,q4_0", "takes one of")] // .NET would add them up to Q6_K
    [InlineData("--format", "-1", "takes one of")]
    [InlineData("--format", "7", "takes one of")]
    [InlineData("--seed", "3", "goes with --random")]
    public async Task What_means_nothing_is_refused(string option, string value, string why)
    {
        string path = Path.Combine(_folder, "out.gguf");
        Run run = await Run.ToEndAsync("convert", RepositoryFiles.Path("src", "TogetherAI.Local", "Models", "tai-tiny"), path, $"{option}={value}");
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(why, run.Error + run.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_model_that_is_gguf_already_and_a_folder_that_is_not_there_are_named()
    {
        string path = Path.Combine(_folder, "random.gguf"), nowhere = Path.Combine(_folder, "none", "out.gguf");
        await Run.ToEndAsync("convert", "--random", "tiny", path, "--format", "q8_0");
        Assert.Contains("is GGUF already", (await Run.ToEndAsync("convert", path, Path.Combine(_folder, "out.gguf"))).Error, StringComparison.Ordinal);
        Assert.Contains("make it first", (await Run.ToEndAsync("convert", "--random", "tiny", nowhere)).Error, StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task What_is_no_model_is_refused_in_a_line()
    {
        Run run = await Run.ToEndAsync("convert", _folder, Path.Combine(_folder, "out.gguf"));
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("config.json: is missing", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
