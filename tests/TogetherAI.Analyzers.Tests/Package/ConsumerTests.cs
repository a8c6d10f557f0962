namespace TogetherAI.Analyzers.Tests;

/// <summary>
/// A console application, a web application and a library outside the solution, with the package from a feed: what their builds print. By the
/// SDK's own compiler, which also says if it cannot load something.
/// </summary>
public sealed class ConsumerTests(ConsumerTests.Build build) : IClassFixture<ConsumerTests.Build>
{
    private const string Console =
        """
        using TogetherAI;

        using TogetherClient together = new();
        await together.Chat.CreateAsync(new ChatRequest { Model = "m", Messages = [ChatMessage.User("Why?")] });
        await together.Chat.CreateAsync(new ChatRequest { Model = "m", Messages = [ChatMessage.User("Why?")], MaxTokens = 5 });
        await together.Dedicated.Deployments.CreateAsync("e", new() { Name = "d", Autoscaling = new() { MinReplicas = 2, MaxReplicas = 1 } });
        await together.Dedicated.Deployments.CreateAsync("e", new() { Name = "d", Autoscaling = new() { MaxReplicas = 1, ScaleToZeroWindow = TimeSpan.FromHours(1) } });
        foreach (string text in args)
            Console.WriteLine(await together.Chat.CreateAsync(new() { Model = "m", Messages = [ChatMessage.User(text)], MaxTokens = 5 }));
        """;

    private const string Web =
        """
        using TogetherAI;

        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Services.AddTogetherClient();
        WebApplication app = builder.Build();
        app.MapGet("/", (TogetherClient together, CancellationToken cancellationToken) =>
            together.Chat.StreamTextAsync("openai/gpt-oss-120b", "Why?", cancellationToken: cancellationToken));
        app.Run();
        """;

    private const string Library =
        """
        namespace Middle;

        public static class Asking
        {
            public static TogetherAI.TogetherClient Client { get; } = new();
        }
        """;

    private const string App = "await Middle.Asking.Client.Chat.CreateAsync(new() { Model = \"m\", Messages = [] });";

    [Fact]
    public void Nothing_fails_to_load_and_nothing_throws()
    {
        foreach (string fault in (string[])["AD0001", "CS8032", "CS8033", "CS8034", "CS9057", "CS8785"])
            Assert.DoesNotContain(fault, build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_console_application() => AssertPrinted(
        "Console",
        "Program.cs:4 warning TAI1001",
        "Program.cs:6 warning TAI1002",
        "Program.cs:6 warning TAI1007");

    [Fact]
    public void A_web_application() => AssertPrinted("Web", "Program.cs:7 warning TAI1001");

    [Fact]
    public void The_settings_of_a_web_application_may_hold_the_default() => AssertPrinted("WebWithSettings");

    [Fact]
    public void Strict_makes_warnings_of_suggestions() => AssertPrinted(
        "Strict",
        "Program.cs:4 warning TAI1001",
        "Program.cs:6 warning TAI1002",
        "Program.cs:6 warning TAI1007",
        "Program.cs:7 warning TAI1003");

    [Fact]
    public void None_leaves_the_rules_out() => AssertPrinted("None");

    [Fact]
    public void An_editorconfig_has_the_last_word() => AssertPrinted(
        "Configured",
        "Program.cs:4 error TAI1001",
        "Program.cs:6 warning TAI1007",
        "Program.cs:7 warning TAI1003",
        "Program.cs:9 warning TAI1006");

    [Fact]
    public void A_category_can_be_made_an_error() => AssertPrinted("Category", "Program.cs:7 error TAI1001");

    [Fact]
    public void The_rules_reach_who_uses_a_library_that_uses_the_client() => AssertPrinted("App", "Program.cs:1 warning TAI1001");

    [Fact]
    public void And_can_be_left_out_there() => AssertPrinted("AppWithout");

    [Fact]
    public void A_mode_that_there_is_not_is_said_so() =>
        Assert.Matches(@"error TAI0001: TogetherAnalysisMode is 'Loud'\. Set it to Default, Strict or None\. \[.*Loud\.csproj\]", build.Output);

    private void AssertPrinted(string project, params string[] findings) =>
        Assert.Equal(findings, build.Findings.Where(finding => finding.Project == project).Select(static finding => finding.ToString()));

    /// <summary>All of them, built once.</summary>
    public sealed class Build : IAsyncLifetime
    {
        private readonly PackedClient _package = new();

        internal IReadOnlyList<Consumers.Finding> Findings { get; private set; } = [];

        public string Output { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            await _package.InitializeAsync();
            Consumers consumers = new(_package);
            const string Exe = "<OutputType>Exe</OutputType>";
            consumers.Add("Console", "Microsoft.NET.Sdk", Exe, consumers.Reference, ("Program.cs", Console));
            consumers.Add("Strict", "Microsoft.NET.Sdk", Exe + "<TogetherAnalysisMode>Strict</TogetherAnalysisMode>", consumers.Reference, ("Program.cs", Console));
            consumers.Add("None", "Microsoft.NET.Sdk", Exe + "<TogetherAnalysisMode>None</TogetherAnalysisMode>", consumers.Reference, ("Program.cs", Console));
            consumers.Add("Configured", "Microsoft.NET.Sdk", Exe + "<TogetherAnalysisMode>Strict</TogetherAnalysisMode>", consumers.Reference, ("Program.cs", Console), (".editorconfig",
                """
                root = true
                [*.cs]
                dotnet_diagnostic.TAI1001.severity = error
                dotnet_diagnostic.TAI1002.severity = none
                dotnet_diagnostic.TAI1006.severity = warning
                """));
            consumers.Add("Web", "Microsoft.NET.Sdk.Web", "", consumers.Reference, ("Program.cs", Web));
            consumers.Add("WebWithSettings", "Microsoft.NET.Sdk.Web", "", consumers.Reference, ("Program.cs", Web), ("appsettings.json", """{ "Together": { "DefaultMaxTokens": 500 } }"""));
            consumers.Add("Category", "Microsoft.NET.Sdk.Web", "", consumers.Reference, ("Program.cs", Web), (".editorconfig", "root = true\n[*.cs]\ndotnet_analyzer_diagnostic.category-Cost.severity = error\n"));
            consumers.Add("Middle", "Microsoft.NET.Sdk", "", consumers.Reference, ("Asking.cs", Library));
            const string Middle = """<ProjectReference Include="../Middle/Middle.csproj" />""";
            consumers.Add("App", "Microsoft.NET.Sdk", Exe, Middle, ("Program.cs", App));
            consumers.Add("AppWithout", "Microsoft.NET.Sdk", Exe + "<TogetherAnalysisMode>None</TogetherAnalysisMode>", Middle, ("Program.cs", App));
            consumers.Add("Loud", "Microsoft.NET.Sdk", "<TogetherAnalysisMode>Loud</TogetherAnalysisMode>", consumers.Reference);
            (Findings, Output) = await consumers.BuildAsync();
        }

        public ValueTask DisposeAsync() => _package.DisposeAsync();
    }
}
