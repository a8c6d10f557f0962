using System.Text.RegularExpressions;
using TogetherAI.Testing;

namespace TogetherAI.Conventions.Docs;

/// <summary>Each sample runs as it was built, offline, and prints what it is there to show.</summary>
public partial class SampleTests
{
    [Fact]
    public void Each_sample_is_in_the_readme_and_in_the_solution()
    {
        string[] samples = [.. Directory.GetFiles(RepositoryFiles.Path("samples"), "*.csproj", SearchOption.AllDirectories).Select(static file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];
        string readme = File.ReadAllText(RepositoryFiles.Path("README.md"));
        string solution = File.ReadAllText(RepositoryFiles.Path("Sdk.sln"));
        Assert.Equal(samples, RunLine().Matches(readme).Select(static match => match.Groups[1].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(samples, sample => Assert.Contains($@"""samples\{sample}\{sample}.csproj""", solution, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Structured_output_reads_people_out_of_texts() =>
        AssertPrinted("Maria is 34.\nPeter is 52.\n", await SampleRun.StartAsync("StructuredOutput"));

    [Fact]
    public async Task Structured_output_reads_a_text_of_ones_own() =>
        AssertPrinted("Anna is 27.\n", await SampleRun.StartAsync("StructuredOutput", "Anna is 27 years old."));

    [Theory]
    [InlineData("Paris", 21, "sunny")]
    [InlineData("Berlin", 14, "rainy")]
    public async Task Tools_calls_the_function_and_answers_with_what_it_returned(string city, int degrees, string condition)
    {
        SampleRun run = await SampleRun.StartAsync("Tools", $"What is the weather in {city}?");
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal(2, lines.Length);
        Assert.Equal(FormattableString.Invariant($"get_weather({city}) -> {{\"temperature\": {degrees}, \"condition\": \"{condition}\"}}"), lines[0]);
        Assert.Contains(FormattableString.Invariant($"{degrees}"), lines[1], StringComparison.Ordinal);
        Assert.Contains(condition, lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Embeddings_finds_the_text_that_answers()
    {
        SampleRun run = await SampleRun.StartAsync("Embeddings");
        AssertPrinted(
            """
            How is bread baked? -> Bread is baked in an oven from flour, water and yeast.
            When does the train leave? -> A train leaves the station on time.
            Where does the cat sleep? -> The cat sleeps on the warm sofa.

            """.ReplaceLineEndings("\n"),
            run with { Output = Similarity().Replace(run.Output, "") });
        Assert.Equal(3, Similarity().Count(run.Output));
    }

    [Fact]
    public async Task Batch_labeling_labels_a_corpus_and_says_how_well_and_for_how_much()
    {
        SampleRun run = await SampleRun.StartAsync("BatchLabeling", "160");
        Assert.True(run.ExitCode == 0, run.Errors);
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(11, lines.Length);
        Assert.StartsWith("8 of 8 jobs have ended, 0 requests", lines[7], StringComparison.Ordinal);
        Match labelled = Regex.Match(lines[8], @"^160 reviews labelled, 0 failed, (\d+) as they were meant");
        Assert.InRange(int.Parse(labelled.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), 120, 160);
        Match cost = Regex.Match(lines[9], @"^\d+ tokens would have cost (0\.\d+) USD; before the start it was known to be at most (0\.\d+) USD$");
        decimal spent = decimal.Parse(cost.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(spent, 0.0001m, decimal.Parse(cost.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Dedicated_lifecycle_rents_forgets_and_ends_with_nothing_running()
    {
        SampleRun run = await SampleRun.StartAsync("DedicatedLifecycle");
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Matches(Lifecycle(), run.Output);
        Assert.Equal("", run.Errors);
    }

    [Fact]
    public async Task Advisor_finds_the_office_hours_in_a_week_of_traffic()
    {
        SampleRun run = await SampleRun.StartAsync("Advisor");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("120,279 requests in 7 days", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"Advice\n  mix: 1 x \S+ for 217 h, \S+ % to serverless, 20\.1 % to a batch, [\d,]+ USD a month\n", run.Output);
        Assert.Contains("29.8 % of the hours: Mon-Fri 08:00-18:00", run.Output, StringComparison.Ordinal);
        Assert.Contains("- Mon-Fri 00:00-08:00, 18:00-24:00; Sat,Sun 00:00-24:00: 513 hours a month", run.Output, StringComparison.Ordinal);
        Assert.Contains("Not known\n", run.Output, StringComparison.Ordinal);
    }

    private static void AssertPrinted(string expected, SampleRun run) => Assert.Equal((0, expected, ""), (run.ExitCode, run.Output, run.Errors));

    [GeneratedRegex(@"dotnet run --project samples/(\w+)")]
    private static partial Regex RunLine();

    // How long the lease is idle before it sees that depends on how busy this machine is.
    [GeneratedRegex(
        """
        ^Quote: 1 replica on 1xnvidia-h100-80gb, 3\.99 USD an hour
        00:00:00 Quoted
        (\d\d:\d\d:\d\d \w+
        )+\d\d:\d\d:\d\d Serving
        Answer: The capital of France is Paris\.
        \d\d:\d\d:\d\d Stopping
        \d\d:\d\d:\d\d Stopped
        Lease: Idle, \d\.\d\d USD; the cloud billed \d\.\d\d
        Guard: local/forgotten Keep: it was started or changed .* ago
        Guard: local/forgotten Keep: the service reports \d+ requests? in 35 min
        Guard: local/forgotten Stop: no request for 30 min, as far as the service knows, 5 min ago
        Costs: support 2\.\d\d USD since the meter began; 0\.00 USD an hour now, 0 replicas
        Nothing is left\.
        $
        """)]
    private static partial Regex Lifecycle();

    [GeneratedRegex(@" \(0\.\d\d\)$", RegexOptions.Multiline)]
    private static partial Regex Similarity();
}
