using System.Text.RegularExpressions;
using TogetherAI.Testing;

namespace TogetherAI.Conventions.Structure;

/// <summary>Files small enough to be read at a sitting, and found by the name of what is in them.</summary>
public partial class SourceFileTests(ITestOutputHelper output)
{
    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        (string File, int Lines)[] sizes = [.. Product.Sources.Select(static file => (file, File.ReadAllLines(RepositoryFiles.Path(file)).Length)).OrderBy(static size => size.Length)];
        output.WriteLine($"{sizes.Length} files, median {sizes[sizes.Length / 2].Lines} lines, nine in ten at most {sizes[sizes.Length * 9 / 10].Lines}, the longest {sizes[^1].Lines} ({sizes[^1].File})");
        Product.NoFindings(sizes.Where(static size => size.Lines > 400).Select(static size => $"{size.File}: {size.Lines} lines"));
    }

    [Fact]
    public void A_file_holds_one_public_type_and_is_named_after_it()
    {
        Product.NoFindings(Product.Sources.SelectMany(static file =>
        {
            string[] types = [.. PublicType().Matches(File.ReadAllText(RepositoryFiles.Path(file))).Select(static match => match.Groups["name"].Value).Distinct()];

            // A part of a type stands in Type.Part.cs.
            string name = Path.GetFileNameWithoutExtension(file).Split('.')[0];
            return types.Length switch
            {
                0 => [],
                1 when types[0] == name => Array.Empty<string>(),
                _ => [$"{file}: {string.Join(", ", types)}"],
            };
        }));
    }

    [Fact]
    public void Every_file_has_a_file_scoped_namespace_of_its_project()
    {
        Product.NoFindings(Product.Sources
            .Where(static file => !file.EndsWith("/Program.cs", StringComparison.Ordinal))
            .Where(static file => !Namespace().Matches(File.ReadAllText(RepositoryFiles.Path(file)))
                .Any(match => IsOf(file.Split('/')[1], match.Groups["name"].Value))));

        static bool IsOf(string project, string name) => name == project || name.StartsWith(project + ".", StringComparison.Ordinal)
            || name is "Microsoft.Extensions.DependencyInjection" or "Microsoft.AspNetCore.Builder"; // where users look for Add… and Map…
    }

    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|readonly|partial|ref|unsafe) )*(?:class|struct|interface|enum|record struct|record class|record|delegate \S+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
