using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace TogetherAI.Analyzers.Tests;

/// <summary>A file beside the sources, such as appsettings.json.</summary>
internal sealed class SettingsFile(string path, string text) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
