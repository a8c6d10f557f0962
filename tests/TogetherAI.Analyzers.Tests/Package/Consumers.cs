using System.Text.RegularExpressions;
using TogetherAI.Testing;

namespace TogetherAI.Analyzers.Tests;

/// <summary>Projects of users of the package, written out beside each other and built in one go.</summary>
internal sealed partial class Consumers(PackedClient package)
{
    private readonly string _folder = Path.Combine(package.Folder, "consumers");
    private readonly List<string> _projects = [];

    /// <summary>A finding as the build prints it.</summary>
    internal sealed record Finding(string Project, string File, int Line, string Severity, string Id)
    {
        public override string ToString() => $"{File}:{Line} {Severity} {Id}";
    }

    public void Add(string name, string sdk, string properties, string references, params (string Name, string Text)[] files)
    {
        Write(Path.Combine(name, name + ".csproj"),
            $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {references}
              </ItemGroup>
            </Project>
            """);
        foreach ((string file, string text) in files)
            Write(Path.Combine(name, file), text);
        _projects.Add(name);
    }

    public string Reference => $"""<PackageReference Include="TogetherAI" Version="{package.Version}" />""";

    /// <summary>Builds all of them. One that fails does not keep the others from being built.</summary>
    public async Task<(IReadOnlyList<Finding> Findings, string Output)> BuildAsync()
    {
        Write("nuget.config", $"""<configuration><packageSources><add key="packed" value="{package.Feed}" /></packageSources></configuration>""");
        Write("All.proj",
            $"""
            <Project>
              <ItemGroup><Each Include="{string.Join(';', _projects.Select(static name => $"{name}/{name}.csproj"))}" /></ItemGroup>
              <Target Name="Restore"><MSBuild Projects="@(Each)" Targets="Restore" /></Target>
              <Target Name="Build"><MSBuild Projects="@(Each)" Targets="Build" ContinueOnError="ErrorAndContinue" BuildInParallel="true" /></Target>
            </Project>
            """);
        (int exitCode, string restored) = await DotNet.RunAsync(_folder, "msbuild", "All.proj", "-t:Restore", "-nologo", "-nodeReuse:false", "-tl:off");
        Assert.True(exitCode == 0, restored);
        (_, string output) = await DotNet.RunAsync(_folder, "msbuild", "All.proj", "-t:Build", "-nologo", "-nodeReuse:false", "-tl:off", "-m:2", "-v:quiet");
        Finding[] findings =
        [
            .. Line().Matches(output).Select(static match => new Finding(
                Path.GetFileNameWithoutExtension(match.Groups["project"].Value.Trim()),
                Path.GetFileName(match.Groups["file"].Value),
                int.Parse(match.Groups["line"].Value, System.Globalization.CultureInfo.InvariantCulture),
                match.Groups["severity"].Value,
                match.Groups["id"].Value)).Distinct().OrderBy(static finding => finding.File, StringComparer.Ordinal).ThenBy(static finding => finding.Line).ThenBy(static finding => finding.Id, StringComparer.Ordinal),
        ];
        return (findings, output);
    }

    private void Write(string path, string text)
    {
        string file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    [GeneratedRegex(@"^\s*(?<file>[^\s(]+)\((?<line>\d+),\d+\): (?<severity>warning|error) (?<id>[A-Z]+\d+): .*\[(?<project>[^\]]+)\]", RegexOptions.Multiline)]
    private static partial Regex Line();
}
