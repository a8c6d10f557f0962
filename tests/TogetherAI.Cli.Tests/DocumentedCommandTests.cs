using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using TogetherAI.Testing;

namespace TogetherAI.Cli.Tests;

/// <summary>Every command line of the README, the guides and the packages' pages is one that the tool understands.</summary>
public partial class DocumentedCommandTests
{
    private static readonly RootCommand s_root = Tai.CreateRoot(new CliContext(TextWriter.Null, TextWriter.Null));

    public static TheoryData<string, string> Lines => Find(Line());

    public static TheoryData<string, string> Mentions => Find(Mention());

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_to_copy_is_understood(string page, string line)
    {
        ParseResult parsed = s_root.Parse([.. CommandLineParser.SplitCommandLine(line)]);
        Assert.True(parsed.Errors.Count == 0, $"{page}: tai {line}\n{string.Join('\n', parsed.Errors.Select(static error => error.Message))}");
        Assert.NotSame(s_root, parsed.CommandResult.Command);
    }

    [Theory]
    [MemberData(nameof(Mentions))]
    public void A_command_that_is_mentioned_exists_and_has_the_options(string page, string line)
    {
        string[] words = [.. CommandLineParser.SplitCommandLine(line)];
        Command command = s_root;
        foreach (string word in words)
        {
            if (command.Subcommands.FirstOrDefault(one => one.Name == word) is not { } next)
                break;
            command = next;
        }

        Assert.True(command != s_root, $"{page}: tai {line}");
        Assert.All(
            words.Where(static word => word.StartsWith("--", StringComparison.Ordinal)),
            word => Assert.True(command.Options.Any(option => option.Name == word), $"{page}: tai {line}: {command.Name} has no {word}"));
    }

    private static TheoryData<string, string> Find(Regex what)
    {
        TheoryData<string, string> found = [];
        foreach (string page in (string[])
            [
                RepositoryFiles.Path("README.md"),
                RepositoryFiles.Path("CONTRIBUTING.md"),
                .. Directory.GetFiles(RepositoryFiles.Path("docs"), "*.md").Order(StringComparer.Ordinal),
                .. Directory.GetDirectories(RepositoryFiles.Path("src")).Select(static project => Path.Combine(project, "README.md")).Order(StringComparer.Ordinal),
            ])
        {
            foreach (string line in what.Matches(File.ReadAllText(page)).Select(static match => match.Groups[1].Value).Distinct(StringComparer.Ordinal))
                found.Add(Path.GetRelativePath(RepositoryFiles.Root, page), line);
        }

        return found;
    }

    [GeneratedRegex(@"^(?:\$ )?tai (.+?)(?: +# .*)?$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex("`tai ([^`]+)`")]
    private static partial Regex Mention();
}
