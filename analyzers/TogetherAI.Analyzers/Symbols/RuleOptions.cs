using System;
using System.Globalization;
using System.IO;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TogetherAI.Analyzers;

/// <summary>A rule's settings in an .editorconfig or a .globalconfig: <c>dotnet_code_quality.TAI1001.has_client_default = true</c>.</summary>
internal static class RuleOptions
{
    /// <summary>What is set for a file; null where nothing is.</summary>
    public static string? Get(AnalyzerOptions options, SyntaxTree tree, string rule, string name) =>
        options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue("dotnet_code_quality." + rule + "." + name, out string? value)
        && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>Whether a switch is on.</summary>
    public static bool IsOn(AnalyzerOptions options, SyntaxTree tree, string rule, string name) =>
        string.Equals(Get(options, tree, rule, name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A whole number from 1; the default where none, or something else, is set.</summary>
    public static int GetNumber(AnalyzerOptions options, SyntaxTree tree, string rule, string name, int byDefault) =>
        int.TryParse(Get(options, tree, rule, name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : byDefault;

    /// <summary>A property of the project that the package makes visible to its rules.</summary>
    public static string? GetBuildProperty(AnalyzerOptions options, string name) =>
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property." + name, out string? value) ? value : null;

    /// <summary>Whether the project says that it holds tests.</summary>
    public static bool IsTestProject(AnalyzerOptions options) =>
        string.Equals(GetBuildProperty(options, "IsTestProject"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the application's settings, as far as the build hands them over, hold a word.</summary>
    public static bool SettingsContain(AnalyzerOptions options, string word)
    {
        foreach (AdditionalText file in options.AdditionalFiles)
        {
            if (string.Equals(Path.GetFileName(file.Path), "appsettings.json", StringComparison.OrdinalIgnoreCase)
                && file.GetText()?.ToString().IndexOf(word, StringComparison.Ordinal) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
