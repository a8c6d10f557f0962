using TogetherAI.Testing;

namespace TogetherAI.Cli.Tests;

public class ChatTests
{
    private static string TaiTiny => RepositoryFiles.Path("src", "TogetherAI.Local", "Models", "tai-tiny");

    [Fact]
    public async Task Answers_on_standard_output_and_measures_on_standard_error()
    {
        Run run = await Run.ToEndAsync("chat", "What is the capital of France?");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("The capital of France is Paris." + Environment.NewLine, run.Output);
        Assert.Matches(@"^\d+ tokens, first after \d+ ms, then \d+ tokens/s\r?\n$", run.Error);
    }

    [Fact]
    public async Task Takes_a_question_without_quotes()
    {
        Run run = await Run.ToEndAsync("chat", "What", "is", "the", "capital", "of", "France?");
        Assert.Contains("Paris", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_a_model_from_a_folder()
    {
        Run run = await Run.ToEndAsync("chat", "--model", TaiTiny, "--max-tokens", "3", "What is the capital of France?");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("The capital", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("3 tokens", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_question_each_line_of_the_input_is_one_of_a_conversation()
    {
        StringWriter output = new(), error = new();
        CliContext context = new(output, error) { Input = new StringReader("What is the capital of France?\n\nWhat is the capital of Italy?\n") };
        Assert.Equal(0, await Tai.RunAsync(["chat", "--model", TaiTiny], context, CancellationToken.None).WaitAsync(Run.Patience));
        string[] answers = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("The capital of France is Paris.", answers[0]);
        Assert.Equal(2, answers.Length);
        Assert.Matches(@"^> \d+ tokens.*\r?\n> > \d+ tokens.*\r?\n> $", error.ToString());
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_said_in_a_line()
    {
        Run run = await Run.ToEndAsync("chat", "--model", "/no/such/folder", "Hello");
        Assert.Equal((1, "", "tai: --model: there is no folder or file /no/such/folder." + Environment.NewLine), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task A_folder_without_a_model_names_the_file_that_is_missing()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("tai-chat-");
        try
        {
            Run run = await Run.ToEndAsync("chat", "--model", folder.FullName, "Hello");
            Assert.Equal(1, run.ExitCode);
            Assert.StartsWith("tai: ", run.Error, StringComparison.Ordinal);
            Assert.Contains("config.json", run.Error, StringComparison.Ordinal);
            Assert.Single(run.Error.Trim().Split('\n'));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Stops_when_interrupted()
    {
        using CancellationTokenSource interrupt = new();
        await interrupt.CancelAsync();
        Assert.Equal(130, await Tai.RunAsync(["chat", "Hello"], TextWriter.Null, TextWriter.Null, interrupt.Token).WaitAsync(Run.Patience));
    }
}
