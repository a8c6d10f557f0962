namespace TogetherAI.Analyzers.Tests;

public class LoggedKeyTests : RuleTests<LoggedKeyAnalyzer>
{
    [Theory]
    [InlineData("Console.WriteLine({|TAI3002:options.ApiKey|});")]
    [InlineData("Console.Write($\"key {{|TAI3002:options.ApiKey|}}\");")]
    [InlineData("Console.WriteLine(\"key \" + {|TAI3002:options.ApiKey|});")]
    [InlineData("Console.WriteLine(\"{0} {1}\", 1, {|TAI3002:options.ApiKey|});")]
    [InlineData("Console.WriteLine({|TAI3002:options.ApiKey|} ?? \"none\");")]
    [InlineData("Console.WriteLine(condition ? {|TAI3002:options.ApiKey|} : \"none\");")]
    [InlineData("Console.WriteLine(({|TAI3002:options.ApiKey|}!).ToString());")]
    [InlineData("Console.Error.WriteLine({|TAI3002:options.ApiKey|});")]
    [InlineData("Console.Out.Write($\"{{|TAI3002:options.ApiKey|}}\");")]
    [InlineData("System.Diagnostics.Debug.WriteLine($\"{{|TAI3002:options.ApiKey|}}\");")]
    [InlineData("System.Diagnostics.Trace.WriteLine({|TAI3002:options.ApiKey|});")]
    [InlineData("Logger.LogInformation(\"key {Key}\", {|TAI3002:options.ApiKey|});")]
    [InlineData("Logger.LogError(new Exception(), $\"key {{|TAI3002:options.ApiKey|}}\");")]
    [InlineData("using var scope = Logger.BeginScope(\"{Key}\", {|TAI3002:options.ApiKey|});")]
    [InlineData("new RouterOptions().Dedicated(\"acme/chat\", 8m, lane => Console.WriteLine({|TAI3002:lane.ApiKey|}));")]
    [InlineData("Console.WriteLine(string.Join(\", \", 1, {|TAI3002:options.ApiKey|}));")]
    [InlineData("string? key = {|TAI3002:options.ApiKey|}; Console.WriteLine(key);")]
    [InlineData("string header = $\"Bearer {{|TAI3002:options.ApiKey|}}\"; Configure(header); Logger.LogDebug(\"{Header}\", header);")]
    public Task A_key_that_is_written_is_found(string body) => InAppAsync(body);

    [Theory]
    [InlineData("Console.WriteLine(options.ApiKey is null);")]
    [InlineData("Console.WriteLine(options.ApiKey != null ? \"set\" : \"not set\");")]
    [InlineData("Console.WriteLine(options.ApiKey?.Length);")]
    [InlineData("Console.WriteLine(options.ApiKey![..4]);")]
    [InlineData("Console.WriteLine(Mask(options.ApiKey));")]
    [InlineData("Console.WriteLine($\"{Mask(options.ApiKey)}\");")]
    [InlineData("Console.WriteLine(options.ApiKey!.Substring(0, 4));")]
    [InlineData("string header = $\"Bearer {options.ApiKey}\"; Configure(header);")]
    [InlineData("Configure(options.ApiKey!);")]
    [InlineData("string? key = options.ApiKey; key = Mask(key); Console.WriteLine(key);")]
    [InlineData("string? key = options.ApiKey; Console.WriteLine(Mask(key)); Console.WriteLine(key is null);")]
    [InlineData("Console.WriteLine(options.BaseAddress);")]
    [InlineData("Console.WriteLine(other.ApiKey);")]
    [InlineData("Logger.LogInformation(\"{Has}\", string.IsNullOrEmpty(options.ApiKey));")]
    [InlineData("System.IO.File.WriteAllText(\"key\", options.ApiKey);")]
    [InlineData("var copy = new TogetherClientOptions { ApiKey = options.ApiKey };")]
    [InlineData("Console.WriteLine(nameof(options.ApiKey));")]
    public Task What_says_nothing_of_it_or_is_masked_is_not(string body) => InAppAsync(body);

    [Fact]
    public Task A_method_that_the_generator_writes_is_a_log_too() => InProgramAsync(
        """
        using Microsoft.Extensions.Logging;
        using TogetherAI;
        static partial class Log
        {
            [LoggerMessage(Level = LogLevel.Debug, Message = "{Key}")]
            public static partial void Key(ILogger logger, string? key);
            public static partial void Key(ILogger logger, string? key) { }
            public static void Use(ILogger logger, TogetherClientOptions options) => Key(logger, {|TAI3002:options.ApiKey|});
        }
        """);

    [Fact]
    public Task Unfinished_code_does_no_harm() => InUnfinishedAsync("class C { void M(TogetherAI.TogetherClientOptions o) { System.Console.WriteLine($\"{{|TAI3002:o.ApiKey|}\"; } }");

    private static Task InAppAsync(string body) => InProgramAsync(
        $$"""
        using System;
        using Microsoft.Extensions.Logging;
        using TogetherAI;
        public class Judged(ILogger<Judged> Logger)
        {
            public void Run(TogetherClientOptions options, bool condition, Other other)
            {
                {{body}}
            }
            private static string Mask(string? key) => "***";
            private static void Configure(string value) { }
        }
        public record Other(string ApiKey);
        """);
}
