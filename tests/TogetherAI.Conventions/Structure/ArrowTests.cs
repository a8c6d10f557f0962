using System.Xml.Linq;
using TogetherAI.Testing;

namespace TogetherAI.Conventions.Structure;

/// <summary>Who may know whom: the client never sees the engine, and the engine never sees the client.</summary>
public class ArrowTests
{
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["TogetherAI"] = [],
        ["TogetherAI.Engine"] = [],
        ["TogetherAI.Local"] = ["TogetherAI", "TogetherAI.Engine"],
        ["TogetherAI.Cli"] = ["TogetherAI", "TogetherAI.Engine", "TogetherAI.Local"],
    };

    [Fact]
    public void Every_project_under_src_has_its_arrows_written_down()
    {
        string[] projects = [.. Directory.EnumerateFiles(RepositoryFiles.Path("src"), "*.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Order()!];
        Assert.Equal(s_allowed.Keys.Order(), projects);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_file_references_only_what_it_may(string project)
    {
        XDocument file = XDocument.Load(RepositoryFiles.Path("src", project, project + ".csproj"));
        IEnumerable<string> references = file.Descendants("ProjectReference")
            .Select(static reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(references.Except(s_allowed[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_compiled_assembly_references_only_what_it_may(string project)
    {
        IEnumerable<string> references = Product.All.Single(assembly => assembly.GetName().Name == project)
            .GetReferencedAssemblies()
            .Select(static reference => reference.Name!)
            .Where(static name => name.StartsWith("TogetherAI", StringComparison.Ordinal));
        Assert.Empty(references.Except(s_allowed[project]));
    }

    public static TheoryData<string> Projects() => [.. s_allowed.Keys];
}
