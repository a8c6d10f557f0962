public class _Smoke { [Fact] public void Root() => Assert.True(System.IO.File.Exists(TogetherAI.Testing.RepositoryFiles.Path("Sdk.sln"))); }
